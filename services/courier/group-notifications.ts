import { after, type Duration, type Instant, minutes, seconds } from '../../core/household/instant.ts';
import { isWaiting, type Message } from '../../core/message/message.ts';

/** How many of the messages that are held within `GROUPED_WITHIN` get a notification each; the others share one. */
const ALONE = 3;
export const GROUPED_WITHIN: Duration = minutes(1);
/** A message whose notification is shared waits this long for further messages. */
const PAUSE: Duration = seconds(10);

/** How phones are notified of a message. */
export type Grouping =
  /** By a notification of its own. */
  | { as: 'itself' }
  /** More messages may come: decide again at this moment. */
  | { as: 'later'; at: Instant }
  /** By the notification of a later message. */
  | { as: 'nothing' }
  /** By one notification for all messages that wait. */
  | { as: 'all'; waiting: number };

type Grouped = Pick<Message, 'id' | 'heldAt' | 'state'>;

/**
 * Decides whether a message gets a notification of its own or shares one. The newest message of a flood notifies for all
 * of them. The answer depends on nothing but the messages and the time, so two couriers decide alike. `all`: the
 * household's recent messages, with this one among them.
 */
export function groupNotification(message: Grouped, all: readonly Grouped[], now: Instant): Grouping {
  if (!isOneOfMany(message, all)) return { as: 'itself' };
  const isCovered = all.some(
    other =>
      isBefore(message, other) &&
      other.heldAt <= after(message.heldAt, GROUPED_WITHIN) &&
      isWaiting(other) &&
      isOneOfMany(other, all),
  );
  if (isCovered) return { as: 'nothing' };
  const at = after(message.heldAt, PAUSE);
  return now < at ? { as: 'later', at } : { as: 'all', waiting: all.filter(isWaiting).length };
}

/** Whether at least `ALONE` messages were held shortly before this one. */
function isOneOfMany(message: Grouped, all: readonly Grouped[]): boolean {
  const since = after(message.heldAt, -GROUPED_WITHIN);
  return all.filter(other => isBefore(other, message) && other.heldAt > since).length >= ALONE;
}

const isBefore = (one: Grouped, other: Grouped): boolean =>
  one.heldAt < other.heldAt || (one.heldAt === other.heldAt && one.id < other.id);
