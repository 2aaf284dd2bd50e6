import type { Instant } from '../household/instant.ts';
import { decideAnswer } from './decide-answer.ts';
import { decideDelivery } from './decide-delivery.ts';
import { decideRendering } from './decide-rendering.ts';
import type { Command } from './command.ts';
import { type Decision, moved, refuse, unchanged } from './decision.ts';
import type { Message, Told } from './message.ts';

/**
 * The one place where a message changes: from its document, a command and the time to the next document, or to
 * a refusal. It never looks at a signature: a release arrives here verified, and the courier verifies it again.
 */
export function decide(message: Message, command: Command, now: Instant): Decision {
  switch (command.do) {
    case 'extend':
    case 'render':
    case 'fail-to-render':
      return decideRendering(message, command, now);
    case 'listen':
    case 'release':
    case 'discard':
    case 'undo':
      return decideAnswer(message, command, now);
    case 'claim':
    case 'refuse-release':
    case 'report':
    case 'lose-claim':
    case 'give-up':
      return decideDelivery(message, command, now);
    case 'expire':
      return expire(message, now);
    case 'tell':
      return tell(message, command);
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

/** Records what phones were told. Who tells at the same time as another tells twice, which a phone shows once. */
function tell(message: Message, { about, reached, retryAt }: Extract<Command, { do: 'tell' }>): Decision {
  const before = message.told.find(one => one.about === about);
  if (before && before.retryAt === undefined) return unchanged(message);
  const told: Told = {
    about,
    reached: [...new Set([...(before?.reached ?? []), ...reached])],
    attempts: (before?.attempts ?? 0) + 1,
    ...(retryAt !== undefined && { retryAt }),
  };
  const others = message.told.filter(one => one.about !== about);
  return { kind: 'moved', message: { ...message, told: [...others, told] } };
}

/** Records that the content is gone from the recording store; what is left is the story. */
function erase(message: Message, now: Instant): Decision {
  if (!('endedAt' in message)) return refuse('not-over');
  if (message.erasedAt !== undefined) return unchanged(message);
  return moved({ ...message, erasedAt: now }, { at: now, event: 'erased' });
}
