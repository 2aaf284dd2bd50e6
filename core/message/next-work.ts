import { after, type Duration, type Instant, minutes, seconds } from '../household/instant.ts';
import type { Command } from './command.ts';
import type { Message, NotificationReason, Released, Rendering } from './message.ts';
import { nextNotification } from './next-notification.ts';

/** What is due on a message now. */
export type Work =
  | { due: 'render'; message: Rendering }
  | { due: 'deliver'; message: Released }
  | { due: 'erase'; message: Message }
  | { due: 'notify'; message: Message; reason: NotificationReason }
  /** A deadline has passed, which alone decides what becomes of the message. */
  | {
      due: 'time-out';
      message: Message;
      command: Extract<Command, { do: 'expire' | 'lose-claim' | 'give-up' | 'end-undo' }>;
    }
  | { due: 'wait'; until: Instant }
  | { due: 'nothing' };

/**
 * The work that is due on a message. It depends on nothing but the document and the time. A trigger may therefore be
 * late, doubled or lost: the next one leads to the same work.
 */
export function nextWork(message: Message, now: Instant): Work {
  const work = stateWork(message, now);
  const notification = nextNotification(message);
  // Notifications come last, so that a slow push service never delays a delivery.
  if (!notification || (work.due !== 'wait' && work.due !== 'nothing')) return work;
  const { reason, at } = notification;
  if (now >= at) return { due: 'notify', message, reason };
  return { due: 'wait', until: work.due === 'wait' ? earlier(work.until, at) : at };
}

/** The work that changes the message's state or erases its content. */
function stateWork(message: Message, now: Instant): Exclude<Work, { due: 'notify' }> {
  switch (message.state) {
    case 'rendering': {
      if (now >= message.holdUntil) return { due: 'time-out', message, command: { do: 'expire' } };
      const retryAt = message.retryAt ?? now;
      return now >= retryAt
        ? { due: 'render', message }
        : { due: 'wait', until: earlier(retryAt, message.holdUntil) };
    }
    case 'held':
      return now >= message.holdUntil
        ? { due: 'time-out', message, command: { do: 'expire' } }
        : { due: 'wait', until: message.holdUntil };
    case 'released': {
      if (now >= message.sendBy) return { due: 'time-out', message, command: { do: 'give-up' } };
      const retryAt = message.retryAt ?? now;
      return now >= retryAt
        ? { due: 'deliver', message }
        : { due: 'wait', until: earlier(retryAt, message.sendBy) };
    }
    case 'sending':
      return now >= message.claim.leaseUntil
        ? { due: 'time-out', message, command: { do: 'lose-claim' } }
        : { due: 'wait', until: message.claim.leaseUntil };
    case 'discarded': {
      const { undoUntil } = message;
      if (undoUntil !== undefined)
        return now >= undoUntil
          ? { due: 'time-out', message, command: { do: 'end-undo' } }
          : { due: 'wait', until: undoUntil };
      return message.erasedAt === undefined ? { due: 'erase', message } : { due: 'nothing' };
    }
    case 'expired':
      return message.erasedAt === undefined ? { due: 'erase', message } : { due: 'nothing' };
    case 'delivered':
    case 'failed':
    case 'unknown': {
      if (message.erasedAt !== undefined) return { due: 'nothing' };
      const until = after(message.endedAt, message.retention);
      return now >= until ? { due: 'erase', message } : { due: 'wait', until };
    }
  }
}

/** The pause before work that failed is tried again: 30 s, doubling up to an hour. */
export const retryPause = (attempts: number): Duration => Math.min(seconds(30) * 2 ** attempts, minutes(60));

/** When the courier must next attend to a message that was just written; undefined if never again. */
export function dueAt(message: Message, now: Instant): Instant | undefined {
  const work = nextWork(message, now);
  if (work.due === 'nothing') return undefined;
  return work.due === 'wait' ? work.until : now;
}

const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
