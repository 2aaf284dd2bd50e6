import { after, type Duration, type Instant, minutes } from '../household/instant.ts';
import type { Message, NotificationReason, Released } from './message.ts';
import { mustBeMended } from './must-be-mended.ts';

/** The reminder comes this long before a hold runs out, or after five sixths of a hold that is shorter than an hour. */
const REMINDER: Duration = minutes(10);
const REMINDER_SHARE = 1 / 6;

/**
 * After this many attempts the owner is notified of the delay. That takes some minutes, or longer if the service asks
 * for longer waits.
 */
const DELAYED_AFTER = 3;

/** A notification, and the moment from which on it is due. */
type DueNotification = { reason: NotificationReason; at: Instant };

/** The next notification about a message; undefined if there is none left. */
export function nextNotification(message: Message): DueNotification | undefined {
  if (message.state === 'held')
    return open(message, 'waiting', message.heldAt) ?? open(message, 'reminder', reminderAt(message));
  const delayed =
    message.state === 'released' && isDelayed(message) && open(message, 'delayed', message.heldAt);
  if (delayed) return delayed;
  if (message.state === 'failed' || message.state === 'unknown')
    return open(message, 'trouble', message.heldAt);
  const isShown = message.notifications.some(
    ({ reason, reached }) => reason === 'waiting' && reached.length > 0,
  );
  return isShown ? open(message, 'answered', message.heldAt) : undefined;
}

/**
 * Whether the owner must know that a released message is not delivered yet: its last attempt met something that does not
 * end by itself, or several attempts were not taken, for whatever reason.
 */
function isDelayed({ history, attempts }: Released): boolean {
  const last = history.findLast(({ event }) => event === 'not-taken' || event === 'released');
  return last?.event === 'not-taken' && (attempts >= DELAYED_AFTER || mustBeMended(last.outcome));
}

const reminderAt = ({ heldAt, holdUntil }: Message): Instant =>
  after(holdUntil, -Math.min(REMINDER, (holdUntil - heldAt) * REMINDER_SHARE));

/** The notification for this reason, due at `first` or at its next try; undefined if it is over. */
function open(
  { notifications }: Message,
  reason: NotificationReason,
  first: Instant,
): DueNotification | undefined {
  const before = notifications.find(one => one.reason === reason);
  if (!before) return { reason, at: first };
  return before.retryAt === undefined ? undefined : { reason, at: before.retryAt };
}
