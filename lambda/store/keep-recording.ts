import { type Recording, type RecordingReference, recordingDigest } from '../message/recording.ts';
import type { Owner, Recordings } from './recordings.ts';

/** Puts all of a recording into the store and gives the reference for the document. */
export async function keepRecording(
  recordings: Recordings,
  owner: Owner,
  recording: Recording,
): Promise<RecordingReference> {
  const { audio, mediaType, duration, transcript } = recording;
  const words =
    transcript === undefined
      ? {}
      : { transcript: await recordings.put(owner, new TextEncoder().encode(transcript)) };
  return {
    digest: recordingDigest(recording),
    audio: await recordings.put(owner, audio),
    bytes: audio.length,
    mediaType,
    duration,
    ...words,
  };
}
