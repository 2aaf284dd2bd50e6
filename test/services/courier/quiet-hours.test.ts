import { describe, expect, test } from '@jest/globals';
import { isQuiet } from '../../../services/courier/quiet-hours.ts';
import { instant } from '../../../core/household/instant.ts';

const berlin = { from: '22:00', until: '07:00', zone: 'Europe/Berlin' };
const utc = (hour: number, minute = 0) => instant(Date.UTC(2026, 10, 2, hour, minute));

describe('Quiet hours', () => {
  test.each([
    ['begin on the minute in their time zone', utc(21), true],
    ['have not begun a minute before', utc(20, 59), false],
    ['go on after midnight', utc(23, 30), true],
    ['are over on the minute', utc(6), false],
    ['last until that minute', utc(5, 59), true],
  ])('quiet hours %s', (_what, now, quiet) => {
    expect(isQuiet(berlin, now)).toBe(quiet);
  });

  test('quiet hours may lie within one day', () => {
    const noonRest = { from: '12:00', until: '14:00', zone: 'UTC' };
    expect([utc(11, 59), utc(12), utc(13, 59), utc(14)].map(now => isQuiet(noonRest, now))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test.each([
    ['none are set', null],
    ['they begin when they end', { from: '08:00', until: '08:00', zone: 'UTC' }],
    ['nobody knows their time zone', { from: '00:00', until: '23:59', zone: 'Europe/Atlantis' }],
  ])('there are no quiet hours if %s', (_what, quiet) => {
    expect(isQuiet(quiet, utc(8))).toBe(false);
  });
});
