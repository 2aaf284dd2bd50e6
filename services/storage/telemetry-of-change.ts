import type { Instant } from '../../core/household/instant.ts';
import type { Message } from '../../core/message/message.ts';
import type { Document } from '../ports/documents.ts';
import type { Measured } from './telemetry.ts';

/** What is to be measured of a document that was stored in place of another; `before` is undefined where it is new. */
export function measuredOf(before: Message | undefined, after: Document, now: Instant): readonly Measured[] {
  if (after.kind === 'stopped') return [{ metric: 'stopped', value: 1 }];
  if (after.kind !== 'message') return [];
  if (!before) return [{ metric: 'held', value: 1 }];
  return [...ended(before, after), ...notified(before, after, now)];
}

function ended(before: Message, after: Message): Measured[] {
  if (before.state === after.state) return [];
  switch (after.state) {
    case 'released':
      // An attempt that was not taken leads back here, too.
      return before.state === 'sending' ? [] : [{ metric: 'released', value: 1 }];
    case 'unknown':
      // A release that is taken back goes back to what was counted then.
      return before.state === 'released' ? [] : [{ metric: 'unknown', value: 1 }];
    case 'delivered':
      return [
        { metric: 'delivered', value: 1 },
        { metric: 'timeToDelivery', value: after.endedAt - after.answer.at },
      ];
    case 'discarded':
    case 'expired':
    case 'failed':
      return [{ metric: after.state, value: 1 }];
    case 'rendering':
    case 'held':
    case 'sending':
      return [];
  }
}

function notified(before: Message, after: Message, now: Instant): Measured[] {
  const isFirst = !isReached(before) && isReached(after);
  return isFirst ? [{ metric: 'timeToPush', value: now - after.heldAt }] : [];
}

const isReached = ({ notifications }: Message): boolean =>
  notifications.some(({ reason, reached }) => reason === 'waiting' && reached.length > 0);
