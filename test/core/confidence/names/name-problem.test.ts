import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { matchContact } from '../../../../core/confidence/names/match-contact.ts';
import { findNameProblem } from '../../../../core/confidence/names/name-problem.ts';
import type { Contact } from '../../../../core/household/contact.ts';
import type { ContactId } from '../../../../core/household/ids.ts';
import { aContact } from '../../../support/builders/builders.ts';

const named = (name: string, ...nicknames: string[]): Contact =>
  aContact({ id: name as ContactId, name, nicknames });

describe('a name that is saved', () => {
  test.each([
    ['José', 'Jose'],
    ['Ann Marie', 'Annmarie'],
    ['T.J.', 'TJ'],
    ['Søren', 'soren'],
    ['Unit 42', 'Unit Forty-Two'],
    ['Anna & Ben', 'Anna and Ben'],
    ['Müller, Hans', 'Hans Müller'],
    ['Dr. Smith', 'Doctor Smith'],
    ['An\u200bna', 'Anna'],
  ])('the name %s is refused beside %s, and the other way round', (one, other) => {
    for (const [name, saved] of [
      [one, named(other)],
      [other, named(one)],
    ] as const)
      expect(findNameProblem(named(name), [saved])).toEqual({
        in: 'name',
        name,
        code: 'name-taken',
        by: saved,
      });
  });

  test.each([
    ['Cyrillic', '\u0441\u043e\u0440\u0430', 'Copa'],
    ['Cyrillic capitals', '\u0422\u041e\u041c', 'Tom'],
    ['Greek', '\u03bd\u03b1\u03bd\u03b1', 'vava'],
    ['Greek letters that are decomposed into others', '\u03f2\u03bf\u03f2\u03bf', 'Coco'],
    ['Cherokee', '\u13a2\u13bb\u13a2', 'THT'],
    ['Cyrillic letters with an accent', '\u0441\u043e\u0440\u0430\u0301', 'Copa'],
    ['Cyrillic beside Latin words', 'Dr. \u0441\u043e\u0440\u0430', 'Doctor Copa'],
    ['a capital I', 'BiII', 'Bill'],
    ['a one', 'Ne1son', 'Nelson'],
    ['a zero', '0ra', 'Ora'],
  ])('a name in %s is refused beside the name it looks like, and the other way round', (_, one, other) => {
    for (const [name, saved] of [
      [one, named(other)],
      [other, named(one)],
    ] as const) {
      const refused = { name, code: 'name-looks-taken', by: saved };
      expect(findNameProblem(named(name), [saved])).toEqual({ in: 'name', ...refused });
      expect(findNameProblem(named('Zoe', name), [saved])).toEqual({ in: 'nicknames', ...refused });
    }
  });

  test('a name in full-width letters is refused beside the same name in usual ones', () => {
    for (const [one, other] of [
      ['\uff21\uff4e\uff4e\uff41', 'Anna'],
      ['Anna', '\uff21\uff4e\uff4e\uff41'],
      ['\u{1d400}nna', 'Anna'],
      ['Fiona', '\ufb01ona'],
    ] as const)
      expect(findNameProblem(named(one), [named(other)])).toMatchObject({ code: 'name-taken' });
  });

  test('a name that hides characters or mixes scripts is refused beside nobody', () => {
    expect(findNameProblem(named('Anna\u202e'), [])).toMatchObject({ code: 'name-hides-characters' });
    expect(findNameProblem(named('\u0410nna'), [])).toMatchObject({ code: 'name-mixes-scripts' });
    expect(findNameProblem(named('Anna', '\u0410nn'), [])).toMatchObject({ in: 'nicknames' });
  });

  test.each(['\u1d00\u0274\u0274\u1d00', 'A\u0274\u0274\u1d00', '\u1d00nna'])(
    'a name in small capitals, %s, is refused beside the same name in usual letters',
    name => {
      expect(findNameProblem(named(name), [named('Anna')])).toMatchObject({
        code: expect.stringContaining('taken'),
      });
      expect(findNameProblem(named('Anna'), [named(name)])).toMatchObject({
        code: expect.stringContaining('taken'),
      });
    },
  );

  test.each([
    ['Ian', 'Lan'],
    ['Ila', 'Lia'],
    ['Marnie', 'Mamie'],
    ['Анна', 'Anna'],
    ['Linh', 'My Linh'],
    ['The Millers', 'Millers'],
    ['Anna Berg', 'Anna Stein'],
    ['Anna', 'Anna Berg'],
    ['Mum', 'Mom'],
    ['Dave', 'David'],
    ['Sean', 'Shawn'],
  ])('the name %s is accepted beside %s', (one, other) => {
    expect(findNameProblem(named(one), [named(other)])).toBeUndefined();
  });

  test('a nickname is compared with names and nicknames', () => {
    const saved = [named('Susan', 'Mum')];
    expect(findNameProblem(named('Mum'), saved)).toMatchObject({ in: 'name', code: 'name-taken' });
    expect(findNameProblem(named('Jo', 'joey', 'SUSAN'), saved)).toEqual({
      in: 'nicknames',
      name: 'SUSAN',
      code: 'name-taken',
      by: saved[0],
    });
  });

  test('a contact may keep its own names', () => {
    const anna = named('Anna', 'anna');
    expect(findNameProblem(anna, [anna])).toBeUndefined();
  });

  test.each(['😀', '?!', '\u200b', '\u2800', '\u3164', '❤️', '…', "'"])(
    'a name %j that cannot be said is refused',
    name => {
      expect(findNameProblem(named(name), [])).toEqual({ in: 'name', name, code: 'name-unsayable' });
      expect(findNameProblem(named('Anna', name), [])).toMatchObject({
        in: 'nicknames',
        code: 'name-unsayable',
      });
    },
  );

  test.each(['李娜', 'राम', '42', 'My', 'The', '4ever', 'Anna 😀'])('the name %s can be said', name => {
    expect(findNameProblem(named(name), [])).toBeUndefined();
  });

  test('two contacts that can be saved side by side are each found by their own name', () => {
    const word = fc.constantFrom(
      'Anna',
      'My',
      'Linh',
      'The',
      'Dr.',
      'Müller',
      'O’Brien',
      'T.',
      'J.',
      '42',
      '&',
      'Mum',
      'David',
    );
    const name = fc.array(word, { minLength: 1, maxLength: 4 }).map(words => words.join(' '));
    fc.assert(
      fc.property(name, name, (one, other) => {
        const [first, second] = [
          aContact({ id: 'first' as ContactId, name: one, nicknames: [] }),
          aContact({ id: 'second' as ContactId, name: other, nicknames: [] }),
        ];
        fc.pre(!findNameProblem(first, [second]) && !findNameProblem(second, []));
        for (const { id, name: text } of [first, second])
          expect(matchContact({ text, resolved: [] }, [first, second])).toMatchObject({
            kind: 'exact',
            contact: id,
          });
      }),
    );
  });
});
