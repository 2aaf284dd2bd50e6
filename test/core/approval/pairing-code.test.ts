import { describe, expect, test } from '@jest/globals';
import { openPairing, type Pairing, tryPairing } from '../../../core/approval/pairing-code.ts';
import { after, minutes } from '../../../core/household/instant.ts';
import { aHousehold, anchor, noon, otherAnchor } from '../../support/builders/builders.ts';

const random = Uint8Array.of(0x01, 0x23, 0x45, 0x67, 0x89);
const { pairing, code } = openPairing({
  household: aHousehold(),
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
  test('is eight letters of 40 random bits, in two groups', () => {
    expect(code).toBe('04HM-ASW9');
  });

  test('is not in what is stored', () => {
    const stored = JSON.stringify(pairing);
    for (const spelled of [code, code.replace('-', ''), code.toLowerCase()])
      expect(stored).not.toContain(spelled);
  });

  test('opens', () => {
    expect(attempt(pairing, code).refused).toBeUndefined();
  });

  test.each(['04hm-asw9', '04HMASW9', ' 04 HM AS W9 ', 'O4HM-ASW9', 'o4hm–asw9'.replace('–', '-')])(
    'opens typed as %j',
    typed => {
      expect(attempt(pairing, typed).refused).toBeUndefined();
    },
  );

  test.each(['', '04HM-ASW8', '04HM-ASW', '04HM-ASW99', '14HM-ASW9'])('does not open as %j', typed => {
    expect(attempt(pairing, typed)).toEqual({
      next: { ...pairing, triesLeft: 4 },
      refused: 'code-wrong',
    });
  });

  test('is consumed by opening', () => {
    const { next } = attempt(pairing, code);
    expect(attempt(next, code)).toEqual({ next, refused: 'code-used-up' });
  });

  test('opens at the fifth try, and no more after five wrong ones', () => {
    expect(attempt(afterWrong(4), code).refused).toBeUndefined();
    expect(attempt(afterWrong(5), code)).toEqual({ next: afterWrong(5), refused: 'code-used-up' });
  });

  test('opens for ten minutes', () => {
    expect(attempt(pairing, code, after(noon, minutes(10) - 1)).refused).toBeUndefined();
    expect(attempt(pairing, code, after(noon, minutes(10)))).toEqual({
      next: pairing,
      refused: 'code-expired',
    });
  });

  test('opens under the anchor key it was made under only', () => {
    expect(attempt(pairing, code, noon, otherAnchor).refused).toBe('code-wrong');
  });

  test('opens the household it was made for only', () => {
    expect(attempt({ ...pairing, household: aHousehold('other') }, code).refused).toBe('code-wrong');
  });
});
