import { after, type Duration, type Instant, minutes, seconds } from '../../core/household/instant.ts';
import type { Message } from '../../core/message/message.ts';

/** So many messages held within this time are told one by one; the rest is told as one. */
const ALONE = 3;
export const WITHIN: Duration = minutes(1);
/** How long a gathered message waits for more of its kind. */
const PAUSE: Duration = seconds(10);

/** How a message is to be told of. */
export type Gathering =
  | { as: 'itself' }
  /** More may come: look again then. */
  | { as: 'later'; at: Instant }
  /** Another message's push speaks for it. */
  | { as: 'nothing' }
  /** One push for all that wait. */
  | { as: 'all'; waiting: number };

type Told = Pick<Message, 'id' | 'heldAt' | 'state'>;

/**
 * Whether a message is told of by itself or together with others, from nothing but what was held and when: whoever
 * asks again gets the same answer, except that the newest of a flood speaks for it. `all`: the household's messages,
 * this one among them.
 */
export function gathered(message: Told, all: readonly Told[], now: Instant): Gathering {
  if (!isOneOfMany(message, all)) return { as: 'itself' };
  const isCovered = all.some(
    other =>
      isBefore(message, other) &&
      other.heldAt <= after(message.heldAt, WITHIN) &&
      isOpen(other) &&
      isOneOfMany(other, all),
  );
  if (isCovered) return { as: 'nothing' };
  const at = after(message.heldAt, PAUSE);
  return now < at ? { as: 'later', at } : { as: 'all', waiting: all.filter(isOpen).length };
}

/** Whether as many as are told one by one were held in the time before it. */
function isOneOfMany(message: Told, all: readonly Told[]): boolean {
  const since = after(message.heldAt, -WITHIN);
  return all.filter(other => isBefore(other, message) && other.heldAt > since).length >= ALONE;
}

const isBefore = (one: Told, other: Told): boolean =>
  one.heldAt < other.heldAt || (one.heldAt === other.heldAt && one.id < other.id);

const isOpen = ({ state }: Told): boolean => state === 'held' || state === 'rendering';
