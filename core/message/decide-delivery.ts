import type { Instant } from '../household/instant.ts';
import type { Command } from './command.ts';
import { type Decision, happened, moved, refuse } from './decision.ts';
import type { Message, Outcome, Released, Sending, Unknown } from './message.ts';
import { without } from '../household/without.ts';

type DeliveryCommand = Extract<
  Command,
  { do: 'claim' | 'refuse-release' | 'report' | 'lose-claim' | 'give-up' }
>;

/** The courier's side: from a release to what became of it. */
export function decideDelivery(message: Message, command: DeliveryCommand, now: Instant): Decision {
  switch (command.do) {
    case 'claim': {
      if (message.state !== 'released') return refuse('not-released');
      if (now >= message.sendBy) return refuse('hold-over');
      if (message.retryAt !== undefined && now < message.retryAt) return refuse('not-over');
      return moved(
        { ...without(message, 'retryAt'), state: 'sending', claim: command.claim },
        happened(now, 'sending'),
      );
    }
    case 'refuse-release':
      return message.state === 'released' ? failed(message, command.outcome, now) : refuse('not-released');
    case 'give-up': {
      if (message.state !== 'released') return refuse('not-released');
      if (now < message.sendBy) return refuse('not-over');
      return failed(message, { code: 'send-by-passed', detail: 'It could not be delivered in time.' }, now);
    }
    case 'lose-claim': {
      if (message.state !== 'sending') return refuse('not-claimed');
      const outcome = {
        code: 'claim-lost',
        detail: 'The delivery was interrupted; it may or may not have arrived.',
      };
      return moved(
        { ...without(message, 'doubt'), state: 'unknown', endedAt: now, outcome },
        happened(now, 'unknown', { detail: outcome.detail }),
      );
    }
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
    return delivered(message, attempt, now);
  // Released anew, and now the earlier attempt turns out to have arrived: it must not be sent twice.
  if (message.state === 'released' && message.doubt?.claim.id === claim && attempt.result === 'taken') {
    const earlier = { ...without(message, 'retryAt'), ...message.doubt };
    return delivered({ ...earlier, state: 'unknown', endedAt: now }, attempt, now);
  }
  if (message.state !== 'sending' || message.claim.id !== claim) return refuse('not-claimed');
  const outcome: Outcome = { code: attempt.code, detail: attempt.detail };
  switch (attempt.result) {
    case 'taken':
      return delivered(message, outcome, now);
    case 'refused':
      return failed(message, outcome, now);
    case 'unclear':
      return moved(
        { ...without(message, 'doubt'), state: 'unknown', endedAt: now, outcome },
        happened(now, 'unknown', { detail: outcome.detail }),
      );
    case 'not-taken':
      return moved(
        { ...without(message, 'claim'), state: 'released', attempts: message.attempts + 1, retryAt },
        happened(now, 'not taken', { detail: outcome.detail }),
      );
  }
}

function delivered(message: Sending | Unknown, { code, detail }: Outcome, now: Instant): Decision {
  const sent = without(message, 'claim', 'doubt');
  return moved(
    { ...sent, state: 'delivered', endedAt: now, outcome: { code, detail } },
    happened(now, 'delivered', { detail }),
  );
}

function failed(message: Released | Sending, { code, detail }: Outcome, now: Instant): Decision {
  const outcome = { code, detail: message.doubt ? `${detail} An earlier attempt may have arrived.` : detail };
  const open = without(message, 'claim', 'retryAt', 'doubt');
  return moved(
    { ...open, state: 'failed', endedAt: now, outcome },
    happened(now, 'failed', { detail: outcome.detail }),
  );
}
