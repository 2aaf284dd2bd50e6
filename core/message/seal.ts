import { storyDigest } from '../confidence/story.ts';
import { derivedKey, equalInConstantTime, macOf } from '../household/bytes/mac.ts';
import type { Message } from './message.ts';
import type { SealProblem } from './outcome.ts';

/** Names what is sealed, with a version: a change of the sealed form gets the next number. */
const SEAL_FORM = 'second-yes seal 1';

/** The key that seals messages where only an anchor key is kept. */
export const sealKeyFrom = (anchor: Uint8Array): Uint8Array => derivedKey('second-yes seal key 1', anchor);

/**
 * Seals a message: the seal is a MAC over everything that decides the friction of a release and what the phone shows of
 * the message before its answer. Five steps change any of that: holding, adding words, rendering, recording again, and
 * moving the times after the clock was set. Holding makes the first seal. The other four check the seal of the stored
 * message, then seal the result. Every other step copies the seal.
 */
export const seal = <M extends Message>(message: M, key: Uint8Array): M & { seal: string } => ({
  ...message,
  seal: macOf(sealedForm(message), key),
});

/** Why a message is not as it was sealed; undefined if it is. */
export function sealProblemOf(message: Message, key: Uint8Array): SealProblem | undefined {
  // Anybody who writes the database can put anything here.
  if (typeof message.seal !== 'string') return 'not-sealed';
  return equalInConstantTime(message.seal, macOf(sealedForm(message), key)) ? undefined : 'seal-broken';
}

/** State, answer and history are left out: they change with each step, and the signed release is checked by itself. */
function sealedForm(message: Message): string {
  const { household, id, room, contact, heldAt, holdUntil, sendBy, retention, story } = message;
  const dictation = 'dictation' in message ? message.dictation : undefined;
  const recording = 'recording' in message ? message.recording : undefined;
  return JSON.stringify([
    SEAL_FORM,
    [household, id, room, contact],
    [heldAt, holdUntil, sendBy, retention],
    storyDigest(story),
    dictation?.transcript ?? null,
    recording
      ? [recording.digest, recording.bytes, recording.mediaType, recording.duration, recording.words === true]
      : null,
  ]);
}
