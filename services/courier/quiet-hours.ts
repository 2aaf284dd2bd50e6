import type { Instant } from '../../core/household/instant.ts';
import type { QuietHours } from '../../core/household/settings.ts';

/**
 * Whether notifications make no sound now: from `from` on and before `until`, which may be after midnight. In a time
 * zone that this machine does not know there are no quiet hours, because a needless sound is better than a message that
 * nobody notices.
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
