import { encodeRecording, type Recording, type RecordingReference } from '../../core/message/recording.ts';
import type { Owner, Recordings } from '../ports/recordings.ts';

/** Puts a recording into the store, as one object under its digest, and gives the reference for the document. */
export async function keepRecording(
  recordings: Recordings,
  owner: Owner,
  recording: Recording,
): Promise<RecordingReference> {
  const { audio, mediaType, duration, transcript } = recording;
  return {
    digest: await recordings.put(owner, encodeRecording(recording)),
    bytes: audio.length,
    mediaType,
    duration,
    ...(transcript !== undefined && { words: true }),
  };
}
