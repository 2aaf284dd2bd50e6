import type { HouseholdId, MessageId, PhoneId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import { decide } from '../../core/message/decide.ts';
import type { MessageRefusal } from '../../core/message/decision.ts';
import type { Message } from '../../core/message/message.ts';
import type { SealProblem } from '../../core/message/outcome.ts';
import type { RecordingRefusal } from '../../core/message/recording/recording-refusal.ts';
import { seal, sealProblemOf } from '../../core/message/seal.ts';
import type { Documents } from '../ports/documents.ts';
import type { PrepareRecording } from '../ports/prepare-recording.ts';
import type { Recordings } from '../ports/recordings.ts';
import { changeDocument } from '../storage/change-document.ts';
import { eraseLeftovers } from '../storage/erase-leftovers.ts';
import { keepRecording } from '../storage/stored-recording.ts';

type Parts = {
  documents: Documents;
  recordings: Recordings;
  sealKey: Uint8Array;
  prepare: PrepareRecording;
  clock: () => Instant;
};
type RecordedAgain =
  | { message: Message }
  | { refused: MessageRefusal | SealProblem | RecordingRefusal | 'no-such-message'; by?: PhoneId | 'voice' };

/**
 * Puts audio from a phone in the place of the recording that is held, with its words if it was dictated. What it replaces
 * is erased, so that an earlier document of the message, which has a seal too, cannot be played.
 */
export async function recordAgain(
  { documents, recordings, sealKey, prepare, clock }: Parts,
  { household, message: id, phone }: { household: HouseholdId; message: MessageId; phone: PhoneId },
  audio: Uint8Array,
): Promise<RecordedAgain> {
  const known = await documents.get(household, 'message', id);
  if (!known) return { refused: 'no-such-message' };
  if (known.state !== 'held') return { refused: 'not-held' };
  const prepared = await prepare(audio);
  if ('refused' in prepared) return prepared;

  const key = { household, message: id };
  const recording = await keepRecording(recordings, key, prepared);
  let replaced: Message | undefined;
  const changed = await changeDocument<'message', RecordedAgain>(documents, {
    household,
    kind: 'message',
    id,
    decide(message) {
      if (!message) return { answer: { refused: 'no-such-message' } };
      const sealProblem = sealProblemOf(message, sealKey);
      if (sealProblem) return { answer: { refused: sealProblem } };
      const decision = decide(message, { do: 'record-again', recording, phone }, clock());
      if (decision.kind === 'refused')
        return { answer: { refused: decision.code, ...(decision.by && { by: decision.by }) } };
      if (decision.kind === 'unchanged') return { answer: { message } };
      replaced = message;
      return { next: seal(decision.message, sealKey) };
    },
    ifOvertaken: { answer: { refused: 'recording-changed' } },
  });
  if (!('stored' in changed)) {
    await eraseLeftovers({ documents, recordings }, key, clock());
    return changed.answer;
  }
  for (const digest of contentOf(replaced)) await recordings.remove(key, digest).catch(() => {});
  return { message: changed.stored };
}

/** What the recording store has of a message. */
const contentOf = (message: Message | undefined) => [
  ...(message && 'recording' in message && message.recording ? [message.recording.digest] : []),
  ...(message && 'dictation' in message && message.dictation ? [message.dictation.transcript] : []),
];
