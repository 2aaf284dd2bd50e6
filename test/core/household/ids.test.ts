import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { householdIdOf, roomIdOf, timeId } from '../../../core/household/ids.ts';
import { instant } from '../../../core/household/instant.ts';

describe('an id made of a moment and a seed', () => {
  const moments = fc.integer({ min: 0, max: 2 ** 48 - 1 }).map(instant);

  test('ids of different times sort by time, whatever their seeds', () => {
    fc.assert(
      fc.property(moments, moments, fc.string(), fc.string(), (a, b, one, other) => {
        fc.pre(a < b);
        expect(timeId(a, one) < timeId(b, other)).toBe(true);
      }),
    );
  });

  test('the same time and seed give the same id, so that a repeated request makes no second message', () => {
    expect(timeId(instant(1_000), 'request-1')).toBe(timeId(instant(1_000), 'request-1'));
    expect(timeId(instant(1_000), 'request-1')).not.toBe(timeId(instant(1_000), 'request-2'));
  });

  test('an id of a time and a seed is 26 letters and digits', () => {
    fc.assert(
      fc.property(moments, fc.string(), (at, seed) => expect(timeId(at, seed)).toMatch(/^[0-9A-Za-z]{26}$/)),
    );
  });
});

test('the id of a room is a digest that does not show the device id', () => {
  expect(roomIdOf('amzn1.ask.device.KITCHEN')).toMatch(/^[0-9A-Za-z_-]{16}$/);
  expect(roomIdOf('amzn1.ask.device.KITCHEN')).not.toBe(roomIdOf('amzn1.ask.device.HALL'));
});

test('an account has always the same household, and no other account has it', () => {
  const [ada, ben] = [householdIdOf('amzn1.ask.account.ADA'), householdIdOf('amzn1.ask.account.BEN')];
  expect(householdIdOf('amzn1.ask.account.ADA')).toBe(ada);
  expect(ada).not.toBe(ben);
});

test('the id of a household fits into paths and keys, and does not show the account', () => {
  expect(householdIdOf('amzn1.ask.account.ADA')).toMatch(/^[\w-]{22}$/);
});

test('the household id of an account never changes, or the household would lose all its data', () => {
  expect(householdIdOf('amzn1.ask.account.ADA')).toBe('1Qdgv68-Osyt8XePx0q8nX');
});
