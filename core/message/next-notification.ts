import { after, type Duration, type Instant, minutes } from '../household/instant.ts';
import type { About, Message } from './message.ts';

/** The reminder comes this long before a hold runs out, or after five sixths of a hold that is shorter than an hour. */
const REMINDER: Duration = minutes(10);
const REMINDER_SHARE = 1 / 6;

/** What phones are to be told of a message next, and from when on; undefined where there is nothing more to tell. */
export function nextTelling(message: Message): { about: About; at: Instant } | undefined {
  if (message.state === 'held')
    return telling(message, 'waiting', message.heldAt) ?? telling(message, 'reminder', reminderAt(message));
  if (message.state === 'failed' || message.state === 'unknown')
    return telling(message, 'trouble', message.heldAt);
  const isShown = message.told.some(({ about, reached }) => about === 'waiting' && reached.length > 0);
  return isShown ? telling(message, 'answered', message.heldAt) : undefined;
}

const reminderAt = ({ heldAt, holdUntil }: Message): Instant =>
  after(holdUntil, -Math.min(REMINDER, (holdUntil - heldAt) * REMINDER_SHARE));

function telling({ told }: Message, about: About, from: Instant): { about: About; at: Instant } | undefined {
  const before = told.find(one => one.about === about);
  if (before) return before.retryAt === undefined ? undefined : { about, at: before.retryAt };
  return { about, at: from };
}
