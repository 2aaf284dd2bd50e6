import { after, type Instant } from '../../../core/household/instant.ts';
import type { Command } from '../../../core/message/command.ts';
import type { Decision } from '../../../core/message/decision.ts';
import type { Discarded, NotificationReason, Message, MessageState } from '../../../core/message/message.ts';
import { DURATION } from './time.ts';

type Of<D extends Command['do']> = Extract<Command, { do: D }>;

const answerOf = (message: Message) => ('answer' in message ? message.answer : undefined);
const isOpen = (message: Message, now: Instant) =>
  (message.state === 'rendering' || message.state === 'held') && now < message.holdUntil;
/** Discarded, and it can still be taken back. */
export const isUndoable = (message: Message): message is Discarded =>
  message.state === 'discarded' && message.undoUntil !== undefined;
const isErased = (message: Message) => 'erasedAt' in message && message.erasedAt !== undefined;
/** Held and in time, or unknown and still there to be listened to. */
const canBeAnswered = (message: Message, now: Instant) =>
  message.state === 'unknown' ? !isErased(message) : message.state === 'held' && now < message.holdUntil;

/** Whether phones were notified of this, or nobody tries it any more. */
const isNotifiedOf = (message: Message, what: NotificationReason) =>
  message.notifications.some(({ reason: about, retryAt }) => about === what && retryAt === undefined);

/** When a command may change a message, said once more from the design's table and independently of `decide`. */
const may: { [D in Command['do']]: (message: Message, command: Of<D>, now: Instant) => boolean } = {
  extend: (message, _, now) =>
    isOpen(message, now) && 'dictation' in message && message.dictation !== undefined,
  render: (message, { from }, now) =>
    isOpen(message, now) && message.state === 'rendering' && message.dictation.transcript === from.transcript,
  'record-again': (message, _, now) => message.state === 'held' && now < message.holdUntil,
  'fail-to-render': message => message.state === 'rendering',
  listen: (message, _, now) => canBeAnswered(message, now),
  release: (message, { approval: { phone, statement }, required }, now) =>
    canBeAnswered(message, now) &&
    'recording' in message &&
    message.recording?.digest === statement.recording &&
    message.listening.some(
      one =>
        one.phone === phone &&
        one.nonce === statement.nonce &&
        one.recording === statement.recording &&
        now >= after(one.at, required === 'tap' ? 0 : DURATION / 2),
    ),
  discard: (message, _, now) => isOpen(message, now),
  undo: message => message.state === 'released' || isUndoable(message),
  'end-undo': (message, _, now) => isUndoable(message) && now >= (message.undoUntil as Instant),
  expire: (message, _, now) =>
    (message.state === 'rendering' || message.state === 'held') && now >= message.holdUntil,
  claim: (message, _, now) =>
    message.state === 'released' && now < message.sendBy && now >= (message.retryAt ?? now),
  begin: (message, { claim }) => message.state === 'sending' && message.claim.id === claim,
  'refuse-release': message => message.state === 'released',
  'give-up': (message, _, now) => message.state === 'released' && now >= message.sendBy,
  'lose-claim': message => message.state === 'sending',
  report: (message, { claim, attempt }) =>
    message.state === 'sending'
      ? message.claim.id === claim
      : attempt.result === 'taken' &&
        ((message.state === 'unknown' && message.claim.id === claim) ||
          (message.state === 'released' && message.earlierAttempt?.claim.id === claim)),
  notify: (message, { reason }) => !isNotifiedOf(message, reason),
  erase: message => 'endedAt' in message && !isErased(message) && !isUndoable(message),
};

/** Asked again, these change nothing, and say so. */
function isRepeat(message: Message, command: Command): boolean {
  if (command.do === 'release') return answerOf(message)?.jws === command.approval.jws;
  if (command.do === 'discard')
    return command.by === 'voice'
      ? message.state === 'discarded' && !answerOf(message)
      : answerOf(message)?.jws === command.by.jws;
  if (command.do === 'render' || command.do === 'record-again')
    return message.state === 'held' && message.recording.digest === command.recording.digest;
  if (command.do === 'expire') return message.state === 'expired';
  if (command.do === 'notify') return isNotifiedOf(message, command.reason);
  return command.do === 'erase' && isErased(message);
}

/** Where each command leads, if it changes anything. */
function leadsTo(message: Message, command: Command, now: Instant): MessageState {
  const doubted = 'earlierAttempt' in message && message.earlierAttempt !== undefined;
  switch (command.do) {
    case 'extend':
      return 'rendering';
    case 'render':
    case 'record-again':
      return 'held';
    case 'fail-to-render':
      return command.final ? 'failed' : 'rendering';
    case 'listen':
    case 'notify':
      return message.state;
    case 'release':
      return 'released';
    case 'discard':
      return 'discarded';
    case 'undo':
      if (doubted) return 'unknown';
      if (now >= message.holdUntil) return 'expired';
      return 'recording' in message && message.recording ? 'held' : 'rendering';
    case 'expire':
      return 'expired';
    case 'claim':
    case 'begin':
      return 'sending';
    case 'refuse-release':
    case 'give-up':
      return 'failed';
    case 'lose-claim':
      return message.state === 'sending' && !message.claim.begun ? 'released' : 'unknown';
    case 'report':
      return (
        {
          taken: 'delivered',
          refused: command.others ? 'released' : 'failed',
          'not-taken': 'released',
          unclear: 'unknown',
        } as const
      )[command.attempt.result];
    case 'erase':
    case 'end-undo':
      return message.state;
  }
}

/** Why the owner is refused must be the reason there is: the phone acts on the code. */
function reasonFor(message: Message, command: Command, now: Instant): string | undefined {
  if (command.do !== 'listen' && command.do !== 'release' && command.do !== 'discard') return undefined;
  if (message.state === 'rendering' && command.do !== 'discard') return 'not-ready';
  if (message.state === 'unknown' && isErased(message) && command.do !== 'discard') return 'erased';
  if (command.do === 'listen') return message.state === 'held' ? 'hold-over' : 'not-held';
  if (message.state === 'discarded') return 'already-answered';
  if (answerOf(message) && message.state !== 'unknown') return 'already-answered';
  if (message.state === 'held' && now >= message.holdUntil) return 'hold-over';
  if (message.state === 'expired') return 'not-held';
  return undefined;
}

/** What is wrong with a decision by itself, whatever came before it; undefined if nothing is. */
export function faultOf(
  message: Message,
  command: Command,
  now: Instant,
  decision: Decision,
): string | undefined {
  const allowed = (may[command.do] as (m: Message, c: Command, n: Instant) => boolean)(message, command, now);
  if (isRepeat(message, command))
    return decision.kind === 'unchanged' ? undefined : `${command.do} again is ${decision.kind}`;
  if (decision.kind === 'unchanged') return `${command.do} changes nothing, though nobody asked it before`;
  if (decision.kind === 'refused') {
    if (allowed)
      return `${command.do} is refused as ${decision.code}, though the message is ${message.state}`;
    const reason = reasonFor(message, command, now);
    return reason !== undefined && reason !== decision.code
      ? `${command.do} is refused as ${decision.code}, not as ${reason}`
      : undefined;
  }
  if (!allowed) return `${command.do} is accepted, though the message is ${message.state}`;
  return shapeFault(message, command, now, decision.message);
}

function shapeFault(from: Message, command: Command, now: Instant, to: Message): string | undefined {
  const expected = leadsTo(from, command, now);
  if (to.state !== expected)
    return `${command.do} leads from ${from.state} to ${to.state}, not to ${expected}`;
  if (isErased(from) && !isErased(to)) return `${command.do} forgets that the content was erased`;
  if (command.do === 'release' && answerOf(to)?.jws !== command.approval.jws)
    return 'the answer that was given is not the one kept';
  if (command.do === 'release' && to.retryAt !== after(now, command.undo))
    return 'the release does not wait for who may take it back';
  if (command.do === 'notify' && isNotifiedOf(to, command.reason) !== (command.retryAt === undefined))
    return 'what phones were notified of is not kept';
  const doubted = 'earlierAttempt' in to && to.earlierAttempt !== undefined;
  if (to.state === 'released' && from.state === 'unknown' && !doubted)
    return 'a doubt is lost by releasing again';
  if (to.state === 'sending' && 'earlierAttempt' in from && from.earlierAttempt && !doubted)
    return 'a doubt is lost by claiming';
  if (command.do === 'begin' && !(to.state === 'sending' && to.claim.begun))
    return 'the beginning is not kept';
  if (command.do === 'listen' && !to.listening.some(({ nonce }) => nonce === command.nonce))
    return 'the listening that began is not kept';
  if (['rendering', 'held'].includes(to.state) && answerOf(to)) return `${to.state} with an answer`;
  return undefined;
}
