import type { Duration, Instant } from '../../core/household/instant.ts';

/** The time left until an end, such as `5 s`, `12 min` or `1 h 5 min`; undefined once the end has passed. */
export function formatTimeLeft(until: Instant, now: Instant): string | undefined {
  const left = until - now;
  if (left <= 0) return undefined;
  const seconds = Math.ceil(left / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(left / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A length of audio such as `0:07`, rounded up, so that a short recording does not look empty. */
export function formatLength(duration: Duration): string {
  const seconds = Math.ceil(duration / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** A moment in the reader's locale: only the time if it is today, otherwise with the date. */
export function formatMoment(at: Instant, now: Instant, locale?: string, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat(locale, { ...zone, day: 'numeric', month: 'short' });
  const hour = new Intl.DateTimeFormat(locale, { ...zone, hour: 'numeric', minute: '2-digit' });
  return day.format(at) === day.format(now) ? hour.format(at) : `${day.format(at)}, ${hour.format(at)}`;
}
