import { describe, expect, test } from '@jest/globals';
import { openPairing, type Pairing, tryPairing } from '../../../core/approval/pairing-code.ts';
import { after, minutes } from '../../../core/household/instant.ts';
import { aHouseholdId, anchor, noon, otherAnchor } from '../../support/builders/builders.ts';

const random = Uint8Array.of(0x01, 0x23, 0x45, 0x67, 0x89);
const { pairing, code } = openPairing({
  household: aHouseholdId(),
  admits: 'first',
  random,
  anchor,
  now: noon,
});
const attempt = (on: Pairing, typed: string, at = noon, key = anchor) =>
  tryPairing(on, { typed, anchor: key, now: at });

/** The pairing after so many wrong codes. */
const afterWrong = (times: number) =>
  Array.from({ length: times }).reduce<Pairing>(on => attempt(on, 'AAAA-AAAA').next, pairing);

describe('a pairing code', () => {
  test('a pairing code is 40 random bits as eight letters in two groups', () => {
    expect(code).toBe('04HM-ASW9');
  });

  test('a stored pairing does not contain its code', () => {
    const stored = JSON.stringify(pairing);
    for (const spelled of [code, code.replace('-', ''), code.toLowerCase()])
      expect(stored).not.toContain(spelled);
  });

  test('a pairing code is accepted', () => {
    expect(attempt(pairing, code).refused).toBeUndefined();
  });

  test.each(['04hm-asw9', '04HMASW9', ' 04 HM AS W9 ', 'O4HM-ASW9', 'o4hm–asw9'.replace('–', '-')])(
    'a pairing code is accepted when typed as %j',
    typed => {
      expect(attempt(pairing, typed).refused).toBeUndefined();
    },
  );

  test.each(['', '04HM-ASW8', '04HM-ASW', '04HM-ASW99', '14HM-ASW9'])(
    'a wrong pairing code is refused and uses up a try: %j',
    typed => {
      expect(attempt(pairing, typed)).toEqual({
        next: { ...pairing, triesLeft: 4 },
        refused: 'code-wrong',
      });
    },
  );

  test('a pairing code is refused as code-used-up after it was accepted once', () => {
    const { next } = attempt(pairing, code);
    expect(attempt(next, code)).toEqual({ next, refused: 'code-used-up' });
  });

  test('a pairing code is accepted at the fifth try and refused after five wrong ones', () => {
    expect(attempt(afterWrong(4), code).refused).toBeUndefined();
    expect(attempt(afterWrong(5), code)).toEqual({ next: afterWrong(5), refused: 'code-used-up' });
  });

  test('a pairing code is accepted for ten minutes and then refused as code-expired', () => {
    expect(attempt(pairing, code, after(noon, minutes(10) - 1)).refused).toBeUndefined();
    expect(attempt(pairing, code, after(noon, minutes(10)))).toEqual({
      next: pairing,
      refused: 'code-expired',
    });
  });

  test('a pairing code is refused under another anchor key', () => {
    expect(attempt(pairing, code, noon, otherAnchor).refused).toBe('code-wrong');
  });

  test('a pairing code is refused for another household', () => {
    expect(attempt({ ...pairing, household: aHouseholdId('other') }, code).refused).toBe('code-wrong');
  });
});
