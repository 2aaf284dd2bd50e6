import { describe, expect, test } from '@jest/globals';
import { CLEAR, type Match, matchContact } from '../../../../core/confidence/names/match-contact.ts';
import type { Contact } from '../../../../core/household/contact.ts';
import type { ContactId } from '../../../../core/household/ids.ts';
import { aContact } from '../../../support/builders/builders.ts';

const named = (name: string, ...nicknames: string[]): Contact =>
  aContact({ id: name as ContactId, name, nicknames });
const heard = (text: string, ...resolved: string[]) => ({ text, resolved: resolved as ContactId[] });
/** A match with one contact, with no other contact near unless a margin is given. */
const one = (
  kind: 'exact' | 'nickname' | 'near',
  contact: string,
  apart = kind === 'near' ? 1 : 0,
  margin = CLEAR,
): Match => ({ kind, contact: contact as ContactId, apart, margin });
const several = (...contacts: string[]): Match => ({ kind: 'ambiguous', contacts: contacts as ContactId[] });
const none: Match = { kind: 'none' };

const contacts = [
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
    ['a nickname may have two words', 'the boss', one('nickname', 'David Stone')],
    ['words around the name are not part of it', 'um to anna please', one('exact', 'Anna Berg')],
    ['"it’s for" is not part of a name', "it's for erica", one('exact', 'Erica Miller')],
    ['a straight apostrophe is the same as a curly one', "sean o'brien", one('exact', 'Sean O’Brien')],
    ['another spelling of the same sound is near', 'shawn', one('near', 'Sean O’Brien', 0)],
    ['one phoneme apart is near', 'davis', one('near', 'David Stone')],
    ['one phoneme fewer is near', 'eric', one('near', 'Erica Miller')],
    ['one letter apart is near if the dictionary lacks the name', 'zbygniew', one('near', 'Zbigniew')],
    ['two phonemes apart is nobody', 'alicia', none],
    ['a short name must be heard exactly', 'tom', none],
    ['a name of three phonemes is short', 'hanna', none],
    ['silence is nobody', '', none],
    ['only words around a name are nobody', 'please', none],
    ['punctuation is nobody', '?!', none],
  ])('%s: "%s"', (_, text, match) => {
    expect(matchContact(heard(text), contacts)).toEqual(match);
  });

  test.each(['to', 'um ', ' '])('%j matches no contact in an empty list', text => {
    expect(matchContact(heard(text), [])).toEqual(none);
  });

  test('a name that two contacts share is ambiguous', () => {
    const annas = [named('Anna Berg'), named('Anna Stein')];
    expect(matchContact(heard('anna'), annas)).toEqual(several('Anna Berg', 'Anna Stein'));
    expect(matchContact(heard('anna stein'), annas)).toEqual(one('exact', 'Anna Stein'));
  });

  test('the whole name of one contact goes before the first name of another', () => {
    expect(matchContact(heard('anna'), [named('Anna Berg'), named('Anna')])).toEqual(
      one('exact', 'Anna', 0, 0),
    );
  });

  test('a name that sounds like two contacts is ambiguous', () => {
    expect(matchContact(heard('cathy'), [named('Kathy'), named('Kathie')])).toEqual(
      several('Kathy', 'Kathie'),
    );
  });

  test('a name that only the platform resolves is near', () => {
    expect(matchContact(heard('that one', 'Tim'), contacts)).toEqual(one('near', 'Tim'));
    expect(matchContact(heard('that one', 'Tim', 'Anna Berg'), contacts)).toEqual(
      several('Anna Berg', 'Tim'),
    );
  });

  test('a name that we match goes before what the platform resolved', () => {
    expect(matchContact(heard('anna', 'Tim'), contacts)).toEqual(one('exact', 'Anna Berg'));
  });

  test('a name that the platform resolved to an entity of its own matches nobody', () => {
    expect(matchContact(heard('mom', 'static-mom'), contacts)).toEqual(none);
  });
});

describe('a family word', () => {
  test.each(['mom', 'mother', 'my mum', 'mummy', 'MAMA'])('a contact Mum is found by "%s"', text => {
    expect(matchContact(heard(text), [named('Mum'), named('Anna')])).toMatchObject({ contact: 'Mum' });
  });

  test.each([
    ['mom', 'Mum', 'nickname'],
    ['mum', 'Mum', 'exact'],
    ['auntie mary', 'Aunt Mary', 'nickname'],
    ['granny', 'Grandma Rose', 'nickname'],
    ['mom in law', 'Mother-in-law', 'nickname'],
  ] as const)('"%s" finds %s as %s', (text, name, kind) => {
    expect(matchContact(heard(text), [named(name)])).toEqual(one(kind, name));
  });

  test('a nickname that is a family word is found by its synonyms', () => {
    expect(matchContact(heard('my mother'), [named('Susan Jones', 'mum')])).toEqual(
      one('nickname', 'Susan Jones'),
    );
  });

  test('the contact that is called so goes before the one that is called by a synonym', () => {
    const mothers = [named('Mum'), named('Mama')];
    expect(matchContact(heard('mama'), mothers)).toMatchObject({ kind: 'exact', contact: 'Mama' });
    expect(matchContact(heard('mother'), mothers)).toEqual(several('Mum', 'Mama'));
  });

  test('what the platform resolved tells the two meanings of "nana" apart', () => {
    const both = [named('Grandma'), named('Grandpa')];
    expect(matchContact(heard('nana'), both)).toEqual(several('Grandma', 'Grandpa'));
    expect(matchContact(heard('nana', 'family-grandmother'), both)).toMatchObject({ contact: 'Grandma' });
    expect(matchContact(heard('nana', 'family-mothers-father'), both)).toMatchObject({ contact: 'Grandpa' });
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
  ])('the contact %s is matched by %s', (name, text) => {
    expect(matchContact(heard(text), [named(name)])).toEqual(one('exact', name));
  });

  test.each([
    ['राम', 'रमा'],
    ['ばば', 'はは'],
    ['李娜', '李丽'],
  ])('the contact %s is not matched by %s', (name, text) => {
    expect(matchContact(heard(text), [named(name)])).toEqual(none);
  });
});
