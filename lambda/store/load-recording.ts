import type { Message } from '../message/message.ts';
import { type Recording, recordingDigest } from '../message/recording.ts';
import type { Recordings } from './recordings.ts';

/**
 * The recording that a message refers to, if the store still gives content whose digest, recomputed over bytes,
 * media type, duration and transcript, is the one in the document.
 */
export async function loadRecording(
  recordings: Recordings,
  message: Message,
): Promise<Recording | undefined> {
  if (!('recording' in message) || !message.recording) return undefined;
  const { digest, audio: audioKey, mediaType, duration, transcript: wordsKey } = message.recording;
  const owner = { household: message.household, message: message.id };
  const audio = await recordings.get(owner, audioKey);
  const words = wordsKey && (await recordings.get(owner, wordsKey));
  if (!audio || (wordsKey && !words)) return undefined;
  const recording: Recording = {
    audio,
    mediaType,
    duration,
    ...(words && { transcript: new TextDecoder().decode(words) }),
  };
  return recordingDigest(recording) === digest ? recording : undefined;
}
