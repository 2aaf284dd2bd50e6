import { after, type Instant } from '../household/instant.ts';
import type { Command } from './command.ts';
import type { About, Message, Released, Rendering } from './message.ts';
import { nextTelling } from './next-notification.ts';

/** What is due on a message now. */
export type Work =
  | { due: 'render'; message: Rendering }
  | { due: 'deliver'; message: Released }
  | { due: 'erase'; message: Message }
  | { due: 'tell'; message: Message; about: About }
  /** Time alone decides. */
  | {
      due: 'decide';
      message: Message;
      command: Extract<Command, { do: 'expire' | 'lose-claim' | 'give-up' }>;
    }
  | { due: 'wait'; until: Instant }
  | { due: 'nothing' };

/**
 * What the courier has to do. It depends on nothing but the document and the time, so every trigger may be
 * late, doubled or lost: asking again gives the same answer.
 */
export function nextWork(message: Message, now: Instant): Work {
  const work = workOf(message, now);
  const telling = nextTelling(message);
  if (!telling || (work.due !== 'wait' && work.due !== 'nothing')) return work;
  if (now >= telling.at) return { due: 'tell', message, about: telling.about };
  return { due: 'wait', until: work.due === 'wait' ? earlier(work.until, telling.at) : telling.at };
}

/** What moves the message itself. Telling comes after it: no slow push service holds a delivery up. */
function workOf(message: Message, now: Instant): Exclude<Work, { due: 'tell' }> {
  switch (message.state) {
    case 'rendering': {
      if (now >= message.holdUntil) return { due: 'decide', message, command: { do: 'expire' } };
      const retryAt = message.retryAt ?? now;
      return now >= retryAt
        ? { due: 'render', message }
        : { due: 'wait', until: earlier(retryAt, message.holdUntil) };
    }
    case 'held':
      return now >= message.holdUntil
        ? { due: 'decide', message, command: { do: 'expire' } }
        : { due: 'wait', until: message.holdUntil };
    case 'released': {
      if (now >= message.sendBy) return { due: 'decide', message, command: { do: 'give-up' } };
      const retryAt = message.retryAt ?? now;
      return now >= retryAt
        ? { due: 'deliver', message }
        : { due: 'wait', until: earlier(retryAt, message.sendBy) };
    }
    case 'sending':
      return now >= message.claim.leaseUntil
        ? { due: 'decide', message, command: { do: 'lose-claim' } }
        : { due: 'wait', until: message.claim.leaseUntil };
    case 'discarded':
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

/** When the courier must next look at a message that was just written; undefined when never again. */
export function dueAt(message: Message, now: Instant): Instant | undefined {
  const work = nextWork(message, now);
  if (work.due === 'nothing') return undefined;
  return work.due === 'wait' ? work.until : now;
}

const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
