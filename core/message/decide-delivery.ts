import type { Instant } from '../household/instant.ts';
import type { Command } from './command.ts';
import { type Decision, moved, refuse } from './decision.ts';
import type { Message, Released, Sending, Unknown } from './message.ts';
import type { DeliveredOutcome, FailedOutcome, UnknownOutcome } from './outcome.ts';
import { without } from '../household/without.ts';

type DeliveryCommand = Extract<
  Command,
  { do: 'claim' | 'refuse-release' | 'report' | 'lose-claim' | 'give-up' }
>;

/** The courier's side: from a release to the end of the message. */
export function decideDelivery(message: Message, command: DeliveryCommand, now: Instant): Decision {
  switch (command.do) {
    case 'claim': {
      if (message.state !== 'released') return refuse('not-released');
      if (now >= message.sendBy) return refuse('hold-over');
      if (message.retryAt !== undefined && now < message.retryAt) return refuse('not-over');
      return moved(
        { ...without(message, 'retryAt'), state: 'sending', claim: command.claim },
        { at: now, event: 'sending' },
      );
    }
    case 'refuse-release':
      return message.state === 'released' ? failed(message, command.outcome, now) : refuse('not-released');
    case 'give-up': {
      if (message.state !== 'released') return refuse('not-released');
      if (now < message.sendBy) return refuse('not-over');
      return failed(message, { code: 'send-by-passed' }, now);
    }
    case 'lose-claim':
      return message.state === 'sending'
        ? unknown(message, { code: 'claim-lost' }, now)
        : refuse('not-claimed');
    case 'report':
      return report(message, command, now);
  }
}

function report(
  message: Message,
  { claim, attempt, retryAt }: Extract<Command, { do: 'report' }>,
  now: Instant,
): Decision {
  if (message.state === 'unknown' && message.claim.id === claim && attempt.result === 'taken')
    return delivered(message, attempt.outcome, now);
  // The owner has released the message again, and only now the earlier attempt is known to have arrived: the message
  // must not be sent a second time.
  if (
    message.state === 'released' &&
    message.earlierAttempt?.claim.id === claim &&
    attempt.result === 'taken'
  ) {
    const earlier = { ...without(message, 'retryAt'), ...message.earlierAttempt };
    return delivered({ ...earlier, state: 'unknown', endedAt: now }, attempt.outcome, now);
  }
  if (message.state !== 'sending' || message.claim.id !== claim) return refuse('not-claimed');
  switch (attempt.result) {
    case 'taken':
      return delivered(message, attempt.outcome, now);
    case 'refused':
      return failed(message, attempt.outcome, now);
    case 'unclear':
      return unknown(message, attempt.outcome, now);
    case 'not-taken':
      return moved(
        { ...without(message, 'claim'), state: 'released', attempts: message.attempts + 1, retryAt },
        { at: now, event: 'not-taken', outcome: attempt.outcome },
      );
  }
}

function delivered(message: Sending | Unknown, outcome: DeliveredOutcome, now: Instant): Decision {
  const sent = without(message, 'claim', 'earlierAttempt');
  return moved(
    { ...sent, state: 'delivered', endedAt: now, outcome },
    { at: now, event: 'delivered', outcome },
  );
}

function unknown(message: Sending, outcome: UnknownOutcome, now: Instant): Decision {
  const sent = without(message, 'earlierAttempt');
  return moved({ ...sent, state: 'unknown', endedAt: now, outcome }, { at: now, event: 'unknown', outcome });
}

function failed(message: Released | Sending, outcome: FailedOutcome, now: Instant): Decision {
  const open = without(message, 'claim', 'retryAt', 'earlierAttempt');
  const more = { outcome, ...(message.earlierAttempt && { mayHaveArrived: true as const }) };
  return moved({ ...open, state: 'failed', endedAt: now, ...more }, { at: now, event: 'failed', ...more });
}
