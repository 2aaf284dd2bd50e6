import type { Instant } from '../household/instant.ts';
import { decideAnswer } from './decide-answer.ts';
import { decideDelivery } from './decide-delivery.ts';
import { decideRendering } from './decide-rendering.ts';
import type { Command } from './command.ts';
import { type Decision, moved, refuse, unchanged } from './decision.ts';
import type { Message, NotificationRecord } from './message.ts';

/**
 * Takes the document of a message, a command and the time, and gives the next document or a refusal. Only this function
 * and `shiftTimes` change a message, apart from its seal. It does not check signatures: the caller has verified a
 * release, and the courier verifies it again.
 */
export function decide(message: Message, command: Command, now: Instant): Decision {
  switch (command.do) {
    case 'extend':
    case 'render':
    case 'record-again':
    case 'fail-to-render':
      return decideRendering(message, command, now);
    case 'listen':
    case 'release':
    case 'discard':
    case 'undo':
    case 'end-undo':
      return decideAnswer(message, command, now);
    case 'claim':
    case 'begin':
    case 'refuse-release':
    case 'report':
    case 'lose-claim':
    case 'give-up':
      return decideDelivery(message, command, now);
    case 'expire':
      return expire(message, now);
    case 'notify':
      return notify(message, command);
    case 'erase':
      return erase(message, now);
  }
}

/** Silence is no. */
function expire(message: Message, now: Instant): Decision {
  if (message.state === 'expired') return unchanged(message);
  if (message.state !== 'rendering' && message.state !== 'held') return refuse('not-held');
  if (now < message.holdUntil) return refuse('not-over');
  return moved({ ...message, state: 'expired', endedAt: now }, { at: now, event: 'expired' });
}

/** Records which phones were notified. Two couriers may notify at once; a phone shows the same tag only once. */
function notify(
  message: Message,
  { reason, reached, retryAt }: Extract<Command, { do: 'notify' }>,
): Decision {
  const before = message.notifications.find(one => one.reason === reason);
  if (before && before.retryAt === undefined) return unchanged(message);
  const record: NotificationRecord = {
    reason,
    reached: [...new Set([...(before?.reached ?? []), ...reached])],
    attempts: (before?.attempts ?? 0) + 1,
    ...(retryAt !== undefined && { retryAt }),
  };
  const others = message.notifications.filter(one => one.reason !== reason);
  return { kind: 'moved', message: { ...message, notifications: [...others, record] } };
}

/** Records that the content is gone from the recording store. The story stays. */
function erase(message: Message, now: Instant): Decision {
  if (!('endedAt' in message)) return refuse('not-over');
  if (message.state === 'discarded' && message.undoUntil !== undefined) return refuse('not-over');
  if (message.erasedAt !== undefined) return unchanged(message);
  return moved({ ...message, erasedAt: now }, { at: now, event: 'erased' });
}
