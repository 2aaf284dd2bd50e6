import type { Duration, Instant } from '../../core/household/instant.ts';

/** What is left until an end, in the largest unit that still tells something; undefined once it is over. */
export function formatTimeLeft(until: Instant, now: Instant): string | undefined {
  const left = until - now;
  if (left <= 0) return undefined;
  const seconds = Math.ceil(left / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(left / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A length of audio as `0:07`, rounded up so that something never looks like nothing. */
export function formatLength(duration: Duration): string {
  const seconds = Math.ceil(duration / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** When something was, in the reader's own words for times: the hour alone where it was today. */
export function formatMoment(at: Instant, now: Instant, locale?: string, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat(locale, { ...zone, day: 'numeric', month: 'short' });
  const hour = new Intl.DateTimeFormat(locale, { ...zone, hour: 'numeric', minute: '2-digit' });
  return day.format(at) === day.format(now) ? hour.format(at) : `${day.format(at)}, ${hour.format(at)}`;
}
