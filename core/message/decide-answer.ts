import type { PhoneId } from '../household/ids.ts';
import { after, type Instant } from '../household/instant.ts';
import type { Command } from './command.ts';
import { type Decision, moved, refuse, unchanged } from './decision.ts';
import type { Discarded, Message, Released } from './message.ts';
import { without } from '../household/without.ts';

type AnswerCommand = Extract<Command, { do: 'listen' | 'release' | 'discard' | 'undo' | 'end-undo' }>;

/** Playing at double speed is allowed, so half the duration must have passed. */
const LISTENING_SHARE = 0.5;

/** The owner's side: listening, releasing, discarding, and taking an answer back. */
export function decideAnswer(message: Message, command: AnswerCommand, now: Instant): Decision {
  switch (command.do) {
    case 'listen':
      return listen(message, command.phone, command.nonce, now);
    case 'release':
      return release(message, command, now);
    case 'discard':
      return discard(message, command, now);
    case 'undo':
      return undo(message, command.phone, now);
    case 'end-undo':
      return endUndo(message, now);
  }
}

function listen(message: Message, phone: PhoneId, nonce: string, now: Instant): Decision {
  if (message.state === 'rendering') return refuse('not-ready');
  if (message.state !== 'held' && message.state !== 'unknown') return refuse('not-held');
  if (message.state === 'held' && now >= message.holdUntil) return refuse('hold-over');
  if (message.state === 'unknown' && message.erasedAt !== undefined) return refuse('erased');
  const others = message.listening.filter(one => one.phone !== phone);
  const started = { phone, nonce, at: now, recording: message.recording.digest };
  return { kind: 'moved', message: { ...message, listening: [...others, started] } };
}

function release(
  message: Message,
  { approval, required, undo }: Extract<Command, { do: 'release' }>,
  now: Instant,
): Decision {
  const answer = 'answer' in message ? message.answer : undefined;
  if (answer?.jws === approval.jws) return unchanged(message);
  if (message.state === 'rendering') return refuse('not-ready');
  if (message.state === 'discarded') return refuse('already-answered', message.answer?.phone ?? 'voice');
  if (message.state === 'unknown' && message.erasedAt !== undefined) return refuse('erased');
  if (answer && message.state !== 'unknown') return refuse('already-answered', answer.phone);
  if (message.state !== 'held' && message.state !== 'unknown') return refuse('not-held');
  if (message.state === 'held' && now >= message.holdUntil) return refuse('hold-over');
  if (approval.statement.recording !== message.recording.digest) return refuse('recording-changed');

  const heard = message.listening.find(
    one => one.phone === approval.phone && one.nonce === approval.statement.nonce,
  );
  if (!heard || heard.recording !== message.recording.digest) return refuse('not-listened');
  const share = required === 'tap' ? 0 : LISTENING_SHARE;
  if (now < after(heard.at, message.recording.duration * share)) return refuse('listened-too-briefly');

  // If this attempt fails as well, phones are notified of that too.
  const notifications = message.notifications.filter(
    ({ reason }) => reason !== 'trouble' && reason !== 'delayed',
  );
  const open = { ...without(message, 'claim', 'outcome', 'endedAt', 'refused'), notifications };
  const earlier =
    message.state === 'unknown'
      ? { earlierAttempt: { claim: message.claim, outcome: message.outcome, answer: message.answer } }
      : {};
  const isReaddressed = approval.statement.contact !== message.contact;
  return moved(
    {
      ...open,
      ...earlier,
      state: 'released',
      answer: { ...approval, at: now },
      listening: [],
      attempts: 0,
      retryAt: after(now, undo),
    },
    {
      at: now,
      event: 'released',
      by: approval.phone,
      ...(isReaddressed && { toAnotherContact: true }),
    },
  );
}

function discard(message: Message, command: Extract<Command, { do: 'discard' }>, now: Instant): Decision {
  const { by } = command;
  const answer = 'answer' in message ? message.answer : undefined;
  if (by !== 'voice' && answer?.jws === by.jws) return unchanged(message);
  if (message.state === 'discarded' && by === 'voice' && !answer) return unchanged(message);
  if (message.state === 'discarded') return refuse('already-answered', answer?.phone ?? 'voice');
  if (answer) return refuse('already-answered', answer.phone);
  if (message.state !== 'rendering' && message.state !== 'held') return refuse('not-held');
  if (now >= message.holdUntil) return refuse('hold-over');
  if (command.by === 'voice')
    return moved(
      { ...message, state: 'discarded', endedAt: now },
      { at: now, event: 'discarded', by: command.by },
    );
  const { phone, statement } = command.by;
  const undoUntil = command.undo > 0 ? { undoUntil: after(now, command.undo) } : {};
  return moved(
    { ...message, state: 'discarded', answer: { ...command.by, at: now }, endedAt: now, ...undoUntil },
    { at: now, event: 'discarded', by: phone, ...(statement.notMe && { notMe: true }) },
  );
}

function undo(message: Message, phone: PhoneId, now: Instant): Decision {
  if (message.state === 'released') return undoRelease(message, phone, now);
  if (message.state !== 'discarded' || message.undoUntil === undefined) return refuse('not-released');
  return undoDiscard(message, phone, now);
}

/** Takes a release back before a courier has claimed it. The nonce is used up, so the same release is refused later. */
function undoRelease(message: Released, phone: PhoneId, now: Instant): Decision {
  const rest = {
    ...without(message, 'answer', 'retryAt', 'earlierAttempt', 'refused'),
    notifications: unanswered(message),
  };
  const entry = { at: now, event: 'taken-back', by: phone } as const;
  if (message.earlierAttempt)
    return moved({ ...rest, ...message.earlierAttempt, state: 'unknown', endedAt: now }, entry);
  return now >= message.holdUntil
    ? moved({ ...rest, state: 'expired', endedAt: now }, entry)
    : moved({ ...rest, state: 'held', attempts: 0 }, entry);
}

/** Takes a discard back while its content is still kept. */
function undoDiscard(message: Discarded, phone: PhoneId, now: Instant): Decision {
  const open = {
    ...without(message, 'answer', 'undoUntil', 'endedAt'),
    attempts: 0,
    notifications: unanswered(message),
  };
  const entry = { at: now, event: 'taken-back', by: phone } as const;
  if (now >= message.holdUntil) return moved({ ...open, state: 'expired', endedAt: now }, entry);
  return 'recording' in open && open.recording !== undefined
    ? moved({ ...open, state: 'held' }, entry)
    : moved({ ...open, state: 'rendering' }, entry);
}

/** The notifications without that of the answer, so that phones are notified again of the next answer. */
const unanswered = ({ notifications }: Message) =>
  notifications.filter(({ reason }) => reason !== 'answered');

function endUndo(message: Message, now: Instant): Decision {
  if (message.state !== 'discarded' || message.undoUntil === undefined) return refuse('not-held');
  if (now < message.undoUntil) return refuse('not-over');
  return { kind: 'moved', message: without(message, 'undoUntil') };
}
