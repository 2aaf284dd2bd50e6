import type { Instant } from '../../core/household/instant.ts';
import type { Message } from '../../core/message/message.ts';
import type { Document } from '../ports/documents.ts';
import type { Measured } from './metrics.ts';

/** The metrics of one stored change of a document. `before` is undefined for a new document. */
export function metricsOfChange(
  before: Message | undefined,
  after: Document,
  now: Instant,
): readonly Measured[] {
  if (after.kind === 'stopped') return [{ metric: 'stopped', value: 1 }];
  if (after.kind !== 'message') return [];
  if (!before) return [{ metric: 'held', value: 1 }];
  return [...stateMetrics(before, after), ...pushMetrics(before, after, now)];
}

function stateMetrics(before: Message, after: Message): Measured[] {
  if (before.state === after.state) return [];
  switch (after.state) {
    case 'released':
      // After a failed attempt the message is released again: that is no new release.
      return before.state === 'sending' ? [] : [{ metric: 'released', value: 1 }];
    case 'unknown':
      // Undoing a second release makes the message unknown again: that is no new unknown outcome.
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

function pushMetrics(before: Message, after: Message, now: Instant): Measured[] {
  const isFirst = !isReached(before) && isReached(after);
  return isFirst ? [{ metric: 'timeToPush', value: now - after.heldAt }] : [];
}

const isReached = ({ notifications }: Message): boolean =>
  notifications.some(({ reason, reached }) => reason === 'waiting' && reached.length > 0);
