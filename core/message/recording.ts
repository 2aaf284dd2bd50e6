import type { Duration } from '../household/instant.ts';
import { joinParts, type Part, splitParts } from '../household/byte-parts.ts';
import { type Sha256, sha256OfParts } from '../household/sha256.ts';

/** What would leave the house. */
export type Recording = {
  audio: Uint8Array;
  mediaType: string;
  /** In whole milliseconds. */
  duration: Duration;
  /** The dictated words; absent where the audio came from a microphone. */
  transcript?: string;
};

/** How a document speaks of a recording: its digest and figures, no content. */
export type RecordingReference = {
  /** What the phone signs, and the key of the recording in the recording store. */
  digest: Sha256;
  /** Of the audio. */
  bytes: number;
  mediaType: string;
  duration: Duration;
  /** Present where there are words. */
  words?: true;
};

/** Names the encoding, with a version: a change of the encoding gets the next number. */
const KIND = 'second-yes recording 1';
const NO_WORDS = 'no transcript';
const WORDS = 'transcript ';

/** Audio, media type, duration in decimal, and the transcript, told apart from none. */
const partsOf = ({ audio, mediaType, duration, transcript }: Recording): Part[] => [
  KIND,
  audio,
  mediaType,
  String(duration),
  transcript === undefined ? NO_WORDS : WORDS + transcript,
];

/** SHA-256 over audio, media type, duration and transcript: of what `encodeRecording` gives, without making it. */
export function recordingDigest(recording: Recording): Sha256 {
  return sha256OfParts(...partsOf(recording));
}

/** All of a recording as the bytes that are stored and hashed: no two recordings give the same. */
export function encodeRecording(recording: Recording): Uint8Array {
  return joinParts(...partsOf(recording));
}

/**
 * The recording of which these bytes are the encoding; undefined if they are not one to the last bit. Its audio is a
 * view of them.
 */
export function decodeRecording(bytes: Uint8Array): Recording | undefined {
  const [kind, audio, ...rest] = splitParts(bytes) ?? [];
  const [mediaType, duration, words, ...more] = rest.map(textOf);
  if (!kind || textOf(kind) !== KIND || !audio || more.length > 0) return undefined;
  if (mediaType === undefined || duration === undefined || words === undefined) return undefined;
  if (!/^(0|[1-9]\d*)$/.test(duration) || !Number.isSafeInteger(Number(duration))) return undefined;
  if (words !== NO_WORDS && !words.startsWith(WORDS)) return undefined;
  return {
    audio,
    mediaType,
    duration: Number(duration),
    ...(words !== NO_WORDS && { transcript: words.slice(WORDS.length) }),
  };
}

/** A text by its UTF-8, with whatever mark it begins with; undefined for bytes that are none. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
