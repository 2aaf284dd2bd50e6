import type { Sha256 } from '../household/sha256.ts';
import { type Recording, type RecordingReference, recordingDigest } from '../message/recording.ts';
import type { Owner, Recordings } from './recordings.ts';

/**
 * Puts all of a recording into the store and gives the reference for the document. `wordsKept`: the key of its
 * transcript where that is in the store already.
 */
export async function keepRecording(
  recordings: Recordings,
  owner: Owner,
  recording: Recording,
  wordsKept?: Sha256,
): Promise<RecordingReference> {
  const { audio, mediaType, duration, transcript: words } = recording;
  const transcript =
    wordsKept ??
    (words === undefined ? undefined : await recordings.put(owner, new TextEncoder().encode(words)));
  return {
    digest: recordingDigest(recording),
    audio: await recordings.put(owner, audio),
    bytes: audio.length,
    mediaType,
    duration,
    ...(transcript !== undefined && { transcript }),
  };
}
