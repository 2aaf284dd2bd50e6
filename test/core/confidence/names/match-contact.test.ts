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
const several = (...contacts: string[]): Match => ({
  kind: 'ambiguous',
  contacts: contacts as ContactId[],
  apart: 0,
});
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

  test.each(['to', 'um ', ' '])('the heard name %j matches no contact in an empty list', text => {
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

  test('what only the platform takes for a contact is near, and resolved if the dictionary lacks the name', () => {
    const unheardOf = aContact({ id: 'x' as ContactId, name: 'Xqrshnn' });
    expect(matchContact(heard('that one', 'x'), [...contacts, unheardOf])).toEqual({
      ...one('near', 'x'),
      kind: 'resolved',
    });
    expect(matchContact(heard('that one', 'Tim'), contacts)).toEqual(one('near', 'Tim'));
    expect(matchContact(heard('that one', 'Tim', 'Anna Berg'), contacts)).toEqual({
      ...several('Anna Berg', 'Tim'),
      apart: 1,
    });
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
  ] as const)('the family word "%s" finds %s as %s', (text, name, kind) => {
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

describe('a name as it is said', () => {
  test.each([
    ['Søren', 'soren'],
    ['Łukasz', 'lukasz'],
    ['Đorđe', 'dorde'],
    ['Æther', 'aether'],
    ['Þóra', 'thora'],
    ['Weiß', 'weiss'],
    ['Işıl', 'isil'],
    ['Œuvrard', 'oeuvrard'],
    ['TJ', 't. j.'],
    ['TJ', 't j'],
    ['T.J.', 'tj'],
    ['AJ', 'a. j.'],
    ['Unit 42', 'unit forty two'],
    ['Unit Forty-Two', 'unit 42'],
    ['Room 101', 'room one oh one'],
    ['Room 101', 'room one hundred and one'],
    ['4ever', 'four ever'],
    ['4ever', 'forever'],
    ['2gether', 'together'],
    ['Seven', '7'],
    ['3 Musketeers', 'three musketeers'],
    ['Anna & Ben', 'anna and ben'],
    ['Anna+Ben', 'anna and ben'],
    ['Müller, Hans', 'hans muller'],
    ['Müller, Hans', 'muller hans'],
    ['Müller, Hans', 'hans'],
    ['Smith, Jr.', 'smith junior'],
    ['Anna', "anna's"],
    ['Dr. Smith', 'doctor smith'],
    ['Doctor Smith', 'dr. smith'],
    ['Mrs. Jones', 'missus jones'],
    ['Mr Brown', 'mister brown'],
    ['Prof. Hill', 'professor hill'],
    ['An\u200bna', 'anna'],
    ['An\u00adna', 'anna'],
    ['\u200fAnna\u2066', 'anna'],
    ['Anna ❤️', 'anna'],
    ['O’Brien', 'obrien'],
    ['OBrien', "o'brien"],
    ["O'Brien", 'o brien'],
    ['OʻKeefe', "o'keefe"],
    ['Jean-Luc', 'jean luc'],
    ['Jean-Luc', 'jeanluc'],
    ['Ann Marie', 'annmarie'],
    ["McDonald's", 'mcdonalds'],
    ["McDonald's", "mcdonald's"],
    ['李 娜', '李娜'],
    ['مُحَمَّد', 'محمد'],
  ])('the contact %s is matched by "%s"', (name, text) => {
    expect(matchContact(heard(text), [named(name), named('David')])).toEqual(one('exact', name));
  });

  test.each([
    ['Dr. Smith', 'smith'],
    ['Dr. Smith', 'the doctor'],
    ['Mr & Mrs Smith', 'smith'],
    ['Mr & Mrs Smith', 'mrs. smith'],
    ['Anna & Ben', 'anna'],
    ['Anna & Ben', 'ben'],
    ['Mum & Dad', 'my dad'],
    ['Aunt Mary', 'mary'],
    ['Jean-Luc Picard', 'jean luc'],
    ['Mary Ann Smith', 'mary ann'],
    ['T.J. Smith', 't. j.'],
    ['T.J. Smith', 'tj'],
  ])('the contact %s is matched by the part "%s"', (name, text) => {
    expect(matchContact(heard(text), [named(name), named('David')])).toEqual(one('exact', name));
  });

  test.each([
    ['TJ', 'tee jay'],
    ['AJ', 'a jay'],
  ])('the contact %s sounds the same as "%s"', (name, text) => {
    expect(matchContact(heard(text), [named(name)])).toEqual(one('near', name, 0));
  });

  test.each([
    ['Unit 42', 'unit forty three'],
    ['Anna & Ben', 'and'],
    ['Mr Brown', 'mister'],
    ['J. Stone', 'j'],
    ['3 Musketeers', 'three'],
    ['4ever', 'ever'],
    ['A Team', 'a'],
    ['My Linh', 'my'],
  ])('the contact %s is not matched by "%s"', (name, text) => {
    expect(matchContact(heard(text), [named(name)])).toEqual(none);
  });

  test.each(['the', 'The', 'the the', 'uh the'])(
    'the heard name "%s" is nobody, even with a contact The Millers',
    text => {
      expect(matchContact(heard(text), [named('The Millers')])).toEqual(none);
    },
  );

  test.each(['millers', 'the millers', 'for the millers'])('the heard name "%s" is The Millers', text => {
    expect(matchContact(heard(text), [named('The Millers')])).toEqual(one('exact', 'The Millers'));
  });

  test('Linh and My Linh are told apart', () => {
    const both = [named('Linh'), named('My Linh')];
    expect(matchContact(heard('my linh'), both)).toMatchObject({ kind: 'exact', contact: 'My Linh' });
    expect(matchContact(heard('linh'), both)).toMatchObject({ kind: 'exact', contact: 'Linh' });
  });

  test.each(['linh', 'my linh'])(
    'the heard name "%s" finds the contact Linh or My Linh, where there is only one of them',
    text => {
      for (const name of ['Linh', 'My Linh'])
        expect(matchContact(heard(text), [named(name)])).toEqual(one('exact', name));
    },
  );

  test('a name goes before the same name of another contact after a title', () => {
    expect(matchContact(heard('rose'), [named('Grandma Rose'), named('Rose Miller')])).toMatchObject({
      contact: 'Rose Miller',
    });
  });

  test('a name goes before the same name in a contact of several people', () => {
    expect(matchContact(heard('anna'), [named('Anna & Ben'), named('Anna Berg')])).toMatchObject({
      contact: 'Anna Berg',
    });
  });

  test('a text much longer than any name is nobody', () => {
    expect(matchContact(heard('zbigniew '.repeat(2_000)), contacts)).toEqual(none);
    expect(matchContact(heard('z'.repeat(20_000)), contacts)).toEqual(none);
  });
});

describe('a short form', () => {
  test.each([
    ['David', 'dave'],
    ['Dave', 'david'],
    ['Elizabeth', 'liz'],
    ['Robert Stone', 'bob stone'],
    ['Robert Stone', 'bob'],
    ['Bill', 'william'],
  ])('the contact %s is matched by "%s"', (name, text) => {
    expect(matchContact(heard(text), [named(name), named('Anna')])).toEqual(one('nickname', name));
  });

  test('two short forms of one name are two people', () => {
    expect(matchContact(heard('liz'), [named('Beth')])).toEqual(none);
  });

  test('the contact that is called so goes before the one that it is short for', () => {
    expect(matchContact(heard('dave'), [named('David'), named('Dave')])).toMatchObject({ contact: 'Dave' });
  });

  test('a short form that fits several contacts is ambiguous', () => {
    expect(matchContact(heard('elizabeth'), [named('Liz'), named('Beth')])).toEqual(several('Liz', 'Beth'));
  });

  test('a short form of one contact that sounds the same as another is ambiguous', () => {
    expect(matchContact(heard('jon'), [named('John'), named('Jonathan')])).toEqual(
      several('Jonathan', 'John'),
    );
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
