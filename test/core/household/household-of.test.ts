import { expect, test } from '@jest/globals';
import { householdOf } from '../../../core/household/household-of.ts';

test('An account has one household, always the same, and another account another one', () => {
  const [ada, ben] = [householdOf('amzn1.ask.account.ADA'), householdOf('amzn1.ask.account.BEN')];
  expect(householdOf('amzn1.ask.account.ADA')).toBe(ada);
  expect(ada).not.toBe(ben);
});

test('The household’s name fits into paths and keys, and does not show the account', () => {
  expect(householdOf('amzn1.ask.account.ADA')).toMatch(/^[\w-]{22}$/);
});

test('The household of an account stays what it is, or all that is stored of it is lost', () => {
  expect(householdOf('amzn1.ask.account.ADA')).toBe('1Qdgv68-Osyt8XePx0q8nX');
});
