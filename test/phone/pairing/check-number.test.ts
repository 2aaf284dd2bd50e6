import { describe, expect, test } from '@jest/globals';
import { computeCheckNumber } from '../../../phone/pairing/check-number.ts';
import { aPhoneId } from '../../support/builders/builders.ts';

/** The thumbprint of RFC 9449 §6.1; its number was computed without this code. */
const phone = aPhoneId('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I');

describe('a check number', () => {
  test('a check number has six digits and is the same on both phones', () => {
    expect(computeCheckNumber(phone, 'ABCD-EFGH')).toBe('987 832');
  });

  test('a check number does not depend on the spelling of the code', () => {
    expect(computeCheckNumber(phone, 'abcd efgh')).toBe(computeCheckNumber(phone, 'ABCD-EFGH'));
  });

  test('a check number changes with the key and with the code', () => {
    const own = computeCheckNumber(phone, 'ABCD-EFGH');
    expect(computeCheckNumber(aPhoneId('another'), 'ABCD-EFGH')).not.toBe(own);
    expect(computeCheckNumber(phone, 'ABCD-EFGJ')).not.toBe(own);
  });

  test('a check number keeps its leading zeros', () => {
    const all = Array.from({ length: 200 }, (_, i) =>
      computeCheckNumber(aPhoneId(`phone-${i}`), 'ABCD-EFGH'),
    );
    expect(all.filter(number => !/^\d{3} \d{3}$/.test(number))).toEqual([]);
    expect(all.some(number => number.startsWith('0'))).toBe(true);
  });
});
