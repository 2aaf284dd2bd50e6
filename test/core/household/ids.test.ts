import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { roomIdOf, timeId } from '../../../core/household/ids.ts';
import { instant } from '../../../core/household/instant.ts';

describe('an id made of a moment and a seed', () => {
  const moments = fc.integer({ min: 0, max: 2 ** 48 - 1 }).map(instant);

  test('sorts by the moment, whatever the seeds', () => {
    fc.assert(
      fc.property(moments, moments, fc.string(), fc.string(), (a, b, one, other) => {
        fc.pre(a < b);
        expect(timeId(a, one) < timeId(b, other)).toBe(true);
      }),
    );
  });

  test('is the same for the same, so that a request repeated makes no second message', () => {
    expect(timeId(instant(1_000), 'request-1')).toBe(timeId(instant(1_000), 'request-1'));
    expect(timeId(instant(1_000), 'request-1')).not.toBe(timeId(instant(1_000), 'request-2'));
  });

  test('is letters and digits, 26 of them', () => {
    fc.assert(
      fc.property(moments, fc.string(), (at, seed) => expect(timeId(at, seed)).toMatch(/^[0-9A-Za-z]{26}$/)),
    );
  });
});

test('a room is a digest of the device, which it does not name', () => {
  expect(roomIdOf('amzn1.ask.device.KITCHEN')).toMatch(/^[0-9A-Za-z_-]{16}$/);
  expect(roomIdOf('amzn1.ask.device.KITCHEN')).not.toBe(roomIdOf('amzn1.ask.device.HALL'));
});
