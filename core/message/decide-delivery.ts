import { after, type Instant } from '../household/instant.ts';
import type { Command } from './command.ts';
import { type Decision, moved, refuse } from './decision.ts';
import type { Message, Released, Sending, Unknown } from './message.ts';
import type { DeliveredOutcome, FailedOutcome, NotTakenOutcome, UnknownOutcome } from './outcome.ts';
import { retryPause } from './next-work.ts';
import { without } from '../household/without.ts';

type DeliveryCommand = Extract<
  Command,
  { do: 'claim' | 'begin' | 'refuse-release' | 'report' | 'lose-claim' | 'give-up' }
>;

/** The courier's side: from a release to the end of the message. */
export function decideDelivery(message: Message, command: DeliveryCommand, now: Instant): Decision {
  switch (command.do) {
    case 'claim': {
      if (message.state !== 'released') return refuse('not-released');
      if (now >= message.sendBy) return refuse('send-by-passed');
      if (message.retryAt !== undefined && now < message.retryAt) return refuse('not-over');
      return moved(
        { ...without(message, 'retryAt'), state: 'sending', claim: command.claim },
        { at: now, event: 'sending' },
      );
    }
    case 'begin':
      if (message.state !== 'sending' || message.claim.id !== command.claim) return refuse('not-claimed');
      return { kind: 'moved', message: { ...message, claim: { ...message.claim, begun: true } } };
    case 'refuse-release':
      return message.state === 'released' ? failed(message, command.outcome, now) : refuse('not-released');
    case 'give-up': {
      if (message.state !== 'released') return refuse('not-released');
      if (now < message.sendBy) return refuse('not-over');
      return failed(message, { code: 'gave-up', ...lastNotTaken(message) }, now);
    }
    case 'lose-claim':
      if (message.state !== 'sending') return refuse('not-claimed');
      return message.claim.begun ? unknown(message, { code: 'claim-lost' }, now) : interrupted(message, now);
    case 'report':
      return report(message, command, now);
  }
}

function report(
  message: Message,
  { claim, to, attempt, others, retryAt }: Extract<Command, { do: 'report' }>,
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
    case 'refused': {
      const { outcome } = attempt;
      const refused = [...(message.refused ?? []), { ...to, outcome }];
      return others
        ? moved(
            { ...without(message, 'claim'), state: 'released', refused },
            { at: now, event: 'refused', outcome },
          )
        : failed({ ...message, refused }, outcome, now);
    }
    case 'unclear':
      return unknown(message, attempt.outcome, now);
    case 'not-taken':
      return notTaken(message, { outcome: attempt.outcome, retryAt }, now);
  }
}

/** Nothing has left, so the message is sent again: at once, and after a pause where that fails as well. */
function interrupted(message: Sending, now: Instant): Decision {
  const { attempts } = message;
  const retryAt = attempts === 0 ? now : after(now, retryPause(attempts - 1));
  return notTaken(message, { outcome: { code: 'interrupted' }, retryAt }, now);
}

const notTaken = (
  message: Sending,
  { outcome, retryAt }: { outcome: NotTakenOutcome; retryAt: Instant },
  now: Instant,
): Decision =>
  moved(
    { ...without(message, 'claim'), state: 'released', attempts: message.attempts + 1, retryAt },
    { at: now, event: 'not-taken', outcome },
  );

/** Why the last attempt was not taken, so that the cause is still told when time has run out. */
function lastNotTaken({ history }: Released): { last?: NotTakenOutcome } {
  const last = history.findLast(entry => entry.event === 'not-taken');
  return last ? { last: last.outcome } : {};
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
