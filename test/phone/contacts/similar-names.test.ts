import { expect, test } from '@jest/globals';
import type { ContactId } from '../../../core/household/ids.ts';
import { findSimilarNames } from '../../../phone/contacts/similar-names.ts';
import { aContact } from '../../support/builders/builders.ts';

const called = (name: string, ...nicknames: string[]) => aContact({ id: name as ContactId, name, nicknames });

test.each([
  ['Anna', 'Hanna', true],
  ['Kristen', 'Kirsten', true],
  ['Jon', 'Ron', true],
  ['Anna Berg', 'Anna Stone', true],
  ['My Linh', 'Linh', true],
  ['Søren', 'Soren Berg', true],
  ['The Millers', 'Miller', true],
  ['Anna', 'David', false],
  ['Erica', 'Marcus', false],
])('the names %s and %s are easily mistaken: %s', (one, other, are) => {
  expect(findSimilarNames(called(one), [called(one), called(other)]).map(({ name }) => name)).toEqual(
    are ? [other] : [],
  );
});

test('nicknames are compared like names', () => {
  expect(findSimilarNames(called('Margaret', 'Peg'), [called('Meg')])).toHaveLength(1);
});

test('a contact is not similar to itself', () => {
  expect(findSimilarNames(called('Anna', 'Ann'), [called('Anna', 'Ann')])).toEqual([]);
});
