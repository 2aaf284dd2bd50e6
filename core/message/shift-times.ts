import { type Duration, type Instant, instant } from '../household/instant.ts';
import type { Held, Rendering } from './message.ts';

/**
 * A message that waits, with all its times moved by `by` milliseconds: as it would be if the clock had already been right
 * when it was held. No time becomes negative. The seal covers some of the times, so the caller seals the result.
 */
export function shiftTimes<M extends Held | Rendering>(message: M, by: Duration): M {
  const shift = (time: Instant): Instant => instant(Math.max(0, time + by));
  const shiftOptional = (time: Instant | undefined) => time !== undefined && { retryAt: shift(time) };
  return {
    ...message,
    heldAt: shift(message.heldAt),
    holdUntil: shift(message.holdUntil),
    sendBy: shift(message.sendBy),
    ...shiftOptional(message.retryAt),
    listening: message.listening.map(one => ({ ...one, at: shift(one.at) })),
    notifications: message.notifications.map(one => ({ ...one, ...shiftOptional(one.retryAt) })),
    history: message.history.map(entry => ({ ...entry, at: shift(entry.at) })),
  };
}
