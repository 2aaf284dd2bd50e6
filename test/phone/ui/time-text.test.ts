import { expect, test } from '@jest/globals';
import { after, hours, instant, instantSchema, minutes, seconds } from '../../../core/household/instant.ts';
import { formatDay, formatLength, formatMoment, formatTimeLeft } from '../../../phone/ui/time-text.ts';
import { noon } from '../../support/builders/builders.ts';

test.each([
  [hours(1), '1 h 0 min'],
  [hours(1) - 1, '59 min'],
  [minutes(1), '1 min'],
  [seconds(59), '59 s'],
  [1, '1 s'],
  [0, undefined],
  [-1, undefined],
])('the time left %d ms before an end is %j', (left, text) => {
  expect(formatTimeLeft(after(noon, left), noon)).toBe(text);
});

test.each([
  [7_000, '0:07'],
  [7_001, '0:08'],
  [61_000, '1:01'],
  [1, '0:01'],
])('%d ms of audio are formatted as %s', (duration, text) => {
  expect(formatLength(duration)).toBe(text);
});

test.each([0, 8.64e15])('the moment %d, at an end of what an instant can be, is formatted', at => {
  expect(formatMoment(instantSchema.parse(at), noon, 'en-GB', 'UTC')).toMatch(/,/);
});

test('a moment of today shows only the time, an earlier one also the day', () => {
  const text = (at: number) => formatMoment(instant(at), noon, 'en-GB', 'UTC');
  expect(text(noon - minutes(5))).toBe('11:55');
  expect(text(noon - hours(13))).toBe('1 Nov, 23:00');
});

test('a day is today, yesterday, a date, and a date with its year once that could be mistaken', () => {
  const text = (at: number) => formatDay(instant(at), noon, 'en-GB', 'UTC');
  expect(text(noon - minutes(5))).toBe('Today');
  expect(text(noon - hours(13))).toBe('Yesterday');
  expect(text(noon - hours(24 * 3))).toMatch(/^[A-Z][a-z]+day \d+ [A-Z][a-z]+$/);
  expect(text(noon - hours(24 * 365))).toMatch(/^\d+ [A-Z][a-z]+ \d{4}$/);
});
