import { sha256 } from '../../core/household/sha256.ts';
import type { Message } from '../../core/message/message.ts';
import { decodeRecording, type Recording, type RecordingReference } from '../../core/message/recording.ts';
import type { Recordings } from '../ports/recordings.ts';

/**
 * The recording that a message refers to, if the store still gives it: bytes whose digest, recomputed, is the one in
 * the document, and which are a recording of just the figures that the document gives.
 */
export async function loadRecording(
  recordings: Recordings,
  message: Message,
): Promise<Recording | undefined> {
  if (!('recording' in message) || !message.recording) return undefined;
  const { digest } = message.recording;
  const stored = await recordings.get({ household: message.household, message: message.id }, digest);
  const recording = stored && sha256(stored) === digest ? decodeRecording(stored) : undefined;
  return recording && fits(message.recording, recording) ? recording : undefined;
}

const fits = (said: RecordingReference, { audio, mediaType, duration, transcript }: Recording): boolean =>
  said.bytes === audio.length &&
  said.mediaType === mediaType &&
  said.duration === duration &&
  (said.words === true) === (transcript !== undefined);
