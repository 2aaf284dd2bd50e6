import type { Duration } from '../household/instant.ts';
import { type Sha256, sha256OfParts } from '../household/sha256.ts';

/** What would leave the house. */
export type Recording = {
  audio: Uint8Array;
  mediaType: string;
  duration: Duration;
  /** The dictated words; absent where the audio came from a microphone. */
  transcript?: string;
};

/** How a document speaks of a recording: digests and figures, no content. */
export type RecordingReference = {
  digest: Sha256;
  /** Key of the audio in the recording store. */
  audio: Sha256;
  bytes: number;
  mediaType: string;
  duration: Duration;
  /** Key of the transcript in the recording store. */
  transcript?: Sha256;
};

/** SHA-256 over audio, media type, duration (whole milliseconds, decimal) and transcript, told apart from none. */
export function recordingDigest({ audio, mediaType, duration, transcript }: Recording): Sha256 {
  const words = transcript === undefined ? 'no transcript' : `transcript ${transcript}`;
  return sha256OfParts('second-yes recording', audio, mediaType, String(duration), words);
}
