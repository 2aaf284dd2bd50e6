import type { Instant } from '../../core/household/instant.ts';
import type { QuietHours } from '../../core/household/settings.ts';

/**
 * Whether it is between the quiet hours, `from` included and `until` not; they may span midnight. Where the time zone
 * is one that this machine does not know, it never is: a sound too many is better than a message unnoticed.
 */
export function isQuiet(quiet: QuietHours | null, now: Instant): boolean {
  if (!quiet) return false;
  const { from, until, zone } = quiet;
  const time = timeIn(zone, now);
  if (time === undefined) return false;
  return from <= until ? from <= time && time < until : from <= time || time < until;
}

function timeIn(timeZone: string, now: Instant): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(now);
  } catch {
    return undefined;
  }
}
