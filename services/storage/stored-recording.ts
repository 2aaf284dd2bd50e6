import { sha256 } from '../../core/household/bytes/sha256.ts';
import type { Message } from '../../core/message/message.ts';
import {
  decodeRecording,
  encodeRecording,
  type Recording,
  type RecordingReference,
} from '../../core/message/recording/recording.ts';
import type { MessageKey, Recordings } from '../ports/recordings.ts';

/** Stores a recording as one object under its digest, and gives the reference for the message's document. */
export async function keepRecording(
  recordings: Recordings,
  key: MessageKey,
  recording: Recording,
): Promise<RecordingReference> {
  const { audio, mediaType, duration, transcript } = recording;
  return {
    digest: await recordings.put(key, encodeRecording(recording)),
    bytes: audio.length,
    mediaType,
    duration,
    ...(transcript !== undefined && { words: true }),
  };
}

/**
 * The recording that a message refers to. Gives undefined unless the stored bytes hash to the digest in the document and
 * decode to a recording with the figures in the document.
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

const fits = (
  reference: RecordingReference,
  { audio, mediaType, duration, transcript }: Recording,
): boolean =>
  reference.bytes === audio.length &&
  reference.mediaType === mediaType &&
  reference.duration === duration &&
  (reference.words === true) === (transcript !== undefined);
