import {
  after,
  type Duration,
  hours,
  type Instant,
  minutes,
  seconds,
} from '../../../core/household/instant.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import { SENDING_TIME } from '../../../core/message/hold.ts';
import { noon } from '../builders/builders.ts';

const { hold: HOLD, retention: RETENTION } = defaultSettings;

/** As long as a recording lasts here: half of it is exactly one step of the clock. */
export const DURATION: Duration = minutes(1);
export const CHANNEL_TIMEOUT: Duration = minutes(1);
/** How long a release can be taken back: less than from any moment to the next but one. */
export const UNDO: Duration = seconds(30);
/** When phones that were not reached are notified again. */
export const NOTIFY_AGAIN: Duration = seconds(30);
export const pause = (attempts: number): Duration => Math.min(seconds(30) * 2 ** attempts, minutes(60));

/**
 * The only moments at which anything happens. They lie on both sides of every moment that the code compares the
 * clock with: half the recording played, the time to take back and the first retry (30 s), the end of a lease (90 s),
 * the reminder (50 min), the end of the hold (1 h),
 * of `sendBy` (24 h), of the lease of a claim made just before that, and of the retention after it.
 */
export const MOMENTS: readonly Instant[] = [
  0,
  seconds(30),
  seconds(90),
  HOLD - minutes(1),
  HOLD,
  SENDING_TIME - minutes(1),
  SENDING_TIME,
  SENDING_TIME + minutes(2),
  SENDING_TIME + RETENTION + minutes(3),
  // After this nothing is compared with anything; the drain goes on from here with a clock of its own.
].map(passed => after(noon, passed));

export const momentAt = (index: number): Instant => MOMENTS[index] as Instant;

/** A moment after all others. */
const NEVER = after(noon, hours(1_000));

/** Long before noon: where a moment is over, it no longer matters when it was. */
export const LONG_AGO = after(noon, -hours(100));

/**
 * The moment that stands for `due` when it is only ever asked whether the clock has reached it: since the clock
 * shows MOMENTS only, the first of them at or after `due` gives the same answers.
 */
export function standIn(due: Instant, now: Instant): Instant {
  if (due <= now) return LONG_AGO;
  return MOMENTS.find(moment => moment >= due) ?? NEVER;
}
