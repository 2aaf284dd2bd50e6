import { after, type Instant } from '../../../core/household/instant.ts';
import { type Sha256, sha256 } from '../../../core/household/bytes/sha256.ts';
import { without } from '../../../core/household/without.ts';
import type { Claim, Message } from '../../../core/message/message.ts';
import type { UnknownOutcome } from '../../../core/message/outcome.ts';
import type { Recording, RecordingReference } from '../../../core/message/recording/recording.ts';
import { aReference } from '../builders/builders.ts';
import { DURATION, LONG_AGO, standIn } from './time.ts';

/** Which words were dictated: the first, or the first with some added. */
export type Take = 1 | 2;

export const wordsOf = (take: Take): string =>
  take === 1 ? 'Dinner is at seven.' : 'Dinner is at seven. Bring bread.';
export const MORE_WORDS = 'Bring bread.';

export const recordingOfTake = (take: Take, dictated: boolean): Recording => ({
  audio: new TextEncoder().encode(`the sound of ${wordsOf(take)}`),
  mediaType: 'audio/wav',
  duration: DURATION,
  ...(dictated && { transcript: wordsOf(take) }),
});

const keys = { 1: sha256(wordsOf(1)), 2: sha256(wordsOf(2)) };
const dictatedReferences = {
  1: aReference(recordingOfTake(1, true)),
  2: aReference(recordingOfTake(2, true)),
};
const spokenReferences = {
  1: aReference(recordingOfTake(1, false)),
  2: aReference(recordingOfTake(2, false)),
};

export const wordsKey = (take: Take): Sha256 => keys[take];
export const takeOfWords = (key: Sha256): Take => (key === keys[2] ? 2 : 1);

/** The reference to the recording of a take; what a microphone recorded has no words. */
export const recordingOf = (take: Take, dictated: boolean): RecordingReference =>
  (dictated ? dictatedReferences : spokenReferences)[take];

export const takeOfRecording = ({ digest }: Pick<RecordingReference, 'digest'>): Take =>
  [dictatedReferences[2].digest, spokenReferences[2].digest].includes(digest) ? 2 : 1;

/** Stands for every outcome: no later decision depends on which one it was. */
const someOutcome: UnknownOutcome = { code: 'claim-lost' };

/** Pauses double up to an hour, which the eighth reaches. */
const MOST_ATTEMPTS = 7;

/**
 * The message without what no later decision depends on: its history, its version, when it was answered, and of
 * each moment only whether it is over or which step of the clock will find it over. Two messages that become the
 * same here have the same future.
 */
export function canonical(message: Message, now: Instant): Message {
  const counts = ['rendering', 'released', 'sending'].includes(message.state);
  const common = {
    ...without(message, 'retryAt', 'erasedAt'),
    version: 0,
    history: [],
    attempts: counts ? Math.min(message.attempts, MOST_ATTEMPTS) : 0,
    listening: message.listening.map(one => ({
      ...one,
      at: after(standIn(after(one.at, DURATION / 2), now), -DURATION / 2),
    })),
    notifications: message.notifications
      .map(({ reason, reached, retryAt }) => ({
        reason,
        reached,
        attempts: 0,
        ...(retryAt !== undefined && { retryAt: standIn(retryAt, now) }),
      }))
      .sort((a, b) => (a.reason < b.reason ? -1 : 1)),
    ...(message.retryAt !== undefined && message.retryAt > now && { retryAt: standIn(message.retryAt, now) }),
    ...('dictation' in message &&
      message.dictation && { dictation: { ...message.dictation, characters: 0 } }),
    ...('undoUntil' in message &&
      message.undoUntil !== undefined && { undoUntil: standIn(message.undoUntil, now) }),
    ...('endedAt' in message && { endedAt: ended(message, now) }),
    ...('erasedAt' in message && message.erasedAt !== undefined && { erasedAt: LONG_AGO }),
    ...('answer' in message && message.answer && { answer: { ...message.answer, at: LONG_AGO } }),
    ...('outcome' in message && { outcome: someOutcome }),
    ...('claim' in message && {
      claim: plain(
        message.claim,
        message.state === 'sending' ? standIn(message.claim.leaseUntil, now) : LONG_AGO,
      ),
    }),
    ...('earlierAttempt' in message &&
      message.earlierAttempt && {
        earlierAttempt: {
          claim: plain(message.earlierAttempt.claim, LONG_AGO),
          outcome: someOutcome,
          answer: { ...message.earlierAttempt.answer, at: LONG_AGO },
        },
      }),
  } as Message;
  return interned(common);
}

const plain = ({ id, begun }: Claim, leaseUntil: Instant): Claim => ({ id, at: LONG_AGO, leaseUntil, begun });

function ended(message: Extract<Message, { endedAt: Instant }>, now: Instant): Instant {
  const kept = ['delivered', 'failed', 'unknown'].includes(message.state) && message.erasedAt === undefined;
  const { retention } = message;
  return kept ? after(standIn(after(message.endedAt, retention), now), -retention) : LONG_AGO;
}

const known = new Map<string, Message>();

/** One object for each message, so that equal ones are the same. */
function interned(message: Message): Message {
  const sorted = Object.fromEntries(Object.entries(message).sort(([a], [b]) => (a < b ? -1 : 1)));
  const key = JSON.stringify(sorted);
  const one = known.get(key);
  if (one) return one;
  known.set(key, sorted as Message);
  return sorted as Message;
}

/** Every claim that a message speaks of. */
export function claimsIn(message: Message | undefined): string[] {
  if (!message) return [];
  return [
    ...('claim' in message ? [message.claim.id] : []),
    ...('earlierAttempt' in message && message.earlierAttempt ? [message.earlierAttempt.claim.id] : []),
  ];
}

const numbers = new WeakMap<object, number>();
let last = 0;

/** A number for each object that is kept once. */
export function numberOf(object: object): number {
  let number = numbers.get(object);
  if (number === undefined) numbers.set(object, (number = last += 1));
  return number;
}

const values = new Map<string, object>();

/** One object for each value; messages within it are kept once already. */
export function once<T extends object>(value: T): T {
  if (numbers.has(value)) return value;
  const text = JSON.stringify(value, (key, inner: unknown) =>
    key === 'message' || key === 'next' ? numberOf(inner as object) : inner,
  );
  const one = values.get(text);
  if (one) return one as T;
  values.set(text, value);
  numberOf(value);
  return value;
}
