import { describe, expect, test } from '@jest/globals';
import { CLEAR, type Match, matchContact } from '../../../../core/confidence/names/match-contact.ts';
import type { Contact } from '../../../../core/household/contact.ts';
import type { ContactId } from '../../../../core/household/ids.ts';
import { aContact } from '../../../support/builders/builders.ts';

const named = (name: string, ...nicknames: string[]): Contact =>
  aContact({ id: name as ContactId, name, nicknames });
const heard = (text: string, ...resolved: string[]) => ({ text, resolved: resolved as ContactId[] });
/** One contact, as near as said, and no other sounds near. */
const one = (
  kind: 'exact' | 'nickname' | 'near',
  contact: string,
  apart = kind === 'near' ? 1 : 0,
  margin = CLEAR,
): Match => ({ kind, contact: contact as ContactId, apart, margin });
const several = (...contacts: string[]): Match => ({ kind: 'ambiguous', contacts: contacts as ContactId[] });
const none: Match = { kind: 'none' };

const house = [
  named('Anna Berg', 'sis'),
  named('David Stone', 'Dave', 'The Boss'),
  named('Erica Miller'),
  named('Zbigniew', 'Zbyszek'),
  named('Tim'),
  named('Sean O’Brien'),
];

describe('a heard name', () => {
  test.each<[string, string, Match]>([
    ['the whole name is exact', 'anna berg', one('exact', 'Anna Berg')],
    ['the first name alone is exact', 'anna', one('exact', 'Anna Berg')],
    ['capitals make no difference', 'ANNA', one('exact', 'Anna Berg')],
    ['a nickname is a nickname', 'dave', one('nickname', 'David Stone')],
    ['a nickname of two words is one too', 'the boss', one('nickname', 'David Stone')],
    ['words around the name are not part of it', 'um to anna please', one('exact', 'Anna Berg')],
    ['"it’s for" neither', "it's for erica", one('exact', 'Erica Miller')],
    ['a straight apostrophe is a curly one', "sean o'brien", one('exact', 'Sean O’Brien')],
    ['the same sound written otherwise is near', 'shawn', one('near', 'Sean O’Brien', 0)],
    ['one phone apart is near', 'davis', one('near', 'David Stone')],
    ['one phone fewer is near', 'eric', one('near', 'Erica Miller')],
    ['one letter apart is near where the dictionary ends', 'zbygniew', one('near', 'Zbigniew')],
    ['two phones apart is nobody', 'alicia', none],
    ['a short name must be heard exactly', 'tom', none],
    ['a name of three phones is short', 'hanna', none],
    ['nothing said is nobody', '', none],
    ['only words around a name are nobody', 'please', none],
    ['punctuation is nobody', '?!', none],
  ])('%s: %j', (_, text, match) => {
    expect(matchContact(heard(text), house)).toEqual(match);
  });

  test.each(['to', 'um ', ' '])('%j fits nobody, and harms nobody', text => {
    expect(matchContact(heard(text), [])).toEqual(none);
  });

  test('that two contacts share is ambiguous', () => {
    const annas = [named('Anna Berg'), named('Anna Stein')];
    expect(matchContact(heard('anna'), annas)).toEqual(several('Anna Berg', 'Anna Stein'));
    expect(matchContact(heard('anna stein'), annas)).toEqual(one('exact', 'Anna Stein'));
  });

  test('that is one contact wholly and another by first name is the first', () => {
    expect(matchContact(heard('anna'), [named('Anna Berg'), named('Anna')])).toEqual(
      one('exact', 'Anna', 0, 0),
    );
  });

  test('that sounds like two contacts is ambiguous', () => {
    expect(matchContact(heard('cathy'), [named('Kathy'), named('Kathie')])).toEqual(
      several('Kathy', 'Kathie'),
    );
  });

  test('that only the platform knows is near, however sure the platform is', () => {
    expect(matchContact(heard('that one', 'Tim'), house)).toEqual(one('near', 'Tim'));
    expect(matchContact(heard('that one', 'Tim', 'Anna Berg'), house)).toEqual(several('Anna Berg', 'Tim'));
  });

  test('counts for more than what the platform made of it', () => {
    expect(matchContact(heard('anna', 'Tim'), house)).toEqual(one('exact', 'Anna Berg'));
  });

  test('that the platform resolved to a contact of its own is nobody', () => {
    expect(matchContact(heard('mom', 'static-mom'), house)).toEqual(none);
  });
});

describe('names of every script', () => {
  test.each([
    ['Zoë', 'zoe'],
    ['José', 'jose'],
    ['Анна', 'анна'],
    ['李娜', '李娜'],
    ['राम', 'राम'],
    ['さくら', 'さくら'],
    ['נועה', 'נועה'],
    ['지민', '지민'],
  ])('%s is heard as %s', (name, text) => {
    expect(matchContact(heard(text), [named(name)])).toEqual(one('exact', name));
  });

  test.each([
    ['राम', 'रमा'],
    ['ばば', 'はは'],
    ['李娜', '李丽'],
  ])('%s is not %s', (name, text) => {
    expect(matchContact(heard(text), [named(name)])).toEqual(none);
  });
});
