import { describe, expect, test } from '@jest/globals';
import {
  isOpenForTries,
  openPairing,
  type Pairing,
  tryPairing,
} from '../../../core/approval/pairing-code.ts';
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
const ben = '203.0.113.7';
const attempt = (on: Pairing, typed: string, { at = noon, key = anchor, sender = ben } = {}) =>
  tryPairing(on, { typed, sender, anchor: key, now: at });

/** The pairing after each of these senders has tried `times` wrong codes. */
const afterWrong = (times: number, senders = [ben]) =>
  Array.from({ length: times })
    .flatMap(() => senders)
    .reduce<Pairing>((on, sender) => attempt(on, 'AAAA-AAAA', { sender }).next, pairing);
const strangers = (count: number) => Array.from({ length: count }, (_, i) => `198.51.100.${i}`);

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
        next: { ...pairing, tries: [expect.stringMatching(/^[\w-]{11}$/)] },
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

  test('five wrong codes of a stranger end the code for the stranger, and for nobody else', () => {
    const after5 = afterWrong(5, ['198.51.100.1']);
    expect(attempt(after5, code, { sender: '198.51.100.1' }).refused).toBe('code-used-up');
    expect(attempt(after5, code).refused).toBeUndefined();
  });

  test('a hundred wrong codes end the code for everybody', () => {
    expect(attempt(afterWrong(1, strangers(99)), code).refused).toBeUndefined();
    expect(attempt(afterWrong(1, strangers(100)), code).refused).toBe('code-used-up');
    expect(isOpenForTries(afterWrong(1, strangers(100)))).toBe(false);
  });

  test('a stored pairing does not contain the addresses of those who tried', () => {
    expect(JSON.stringify(afterWrong(1))).not.toContain(ben);
  });

  test('a pairing code is accepted for ten minutes and then refused as code-expired', () => {
    expect(attempt(pairing, code, { at: after(noon, minutes(10) - 1) }).refused).toBeUndefined();
    expect(attempt(pairing, code, { at: after(noon, minutes(10)) })).toEqual({
      next: pairing,
      refused: 'code-expired',
    });
  });

  test('a pairing code is refused as code-expired after the clock was set back, because nobody knows how old it is', () => {
    expect(attempt(pairing, code, { at: after(noon, -minutes(2)) }).refused).toBe('code-expired');
    expect(attempt(pairing, code, { at: after(noon, -minutes(0.5)) }).refused).toBeUndefined();
  });

  test('a pairing code is refused under another anchor key', () => {
    expect(attempt(pairing, code, { key: otherAnchor }).refused).toBe('code-wrong');
  });

  test('a pairing code is refused for another household', () => {
    expect(attempt({ ...pairing, household: aHouseholdId('other') }, code).refused).toBe('code-wrong');
  });
});
