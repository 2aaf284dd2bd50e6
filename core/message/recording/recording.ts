import type { Duration } from '../../household/instant.ts';
import { joinParts, type Part, splitParts } from '../../household/bytes/byte-parts.ts';
import { type Sha256, sha256OfParts } from '../../household/bytes/sha256.ts';

/** What would leave: the audio and what belongs to it. */
export type Recording = {
  audio: Uint8Array;
  mediaType: string;
  /** In whole milliseconds. */
  duration: Duration;
  /** The dictated words; missing if the audio came from a microphone. */
  transcript?: string;
};

/** A recording as documents refer to it: its digest and figures, without content. */
export type RecordingReference = {
  /** The phone signs it. It is also the recording's key in the recording store. */
  digest: Sha256;
  /** The length of the audio. */
  bytes: number;
  mediaType: string;
  duration: Duration;
  /** Present if there is a transcript. */
  words?: true;
};

/** Names the encoding, with a version: a change of the encoding gets the next number. */
const KIND = 'second-yes recording 1';
const NO_WORDS = 'no transcript';
const WORDS = 'transcript ';

/** Audio, media type, duration in decimal, and the transcript. No transcript differs from an empty one. */
const partsOf = ({ audio, mediaType, duration, transcript }: Recording): Part[] => [
  KIND,
  audio,
  mediaType,
  String(duration),
  transcript === undefined ? NO_WORDS : WORDS + transcript,
];

/** SHA-256 over audio, media type, duration and transcript. It equals the digest of what `encodeRecording` gives. */
export function recordingDigest(recording: Recording): Sha256 {
  return sha256OfParts(...partsOf(recording));
}

/** A recording as the bytes that are stored and hashed. Different recordings give different bytes. */
export function encodeRecording(recording: Recording): Uint8Array {
  return joinParts(...partsOf(recording));
}

/**
 * Reads what `encodeRecording` gave; undefined for any other bytes. The audio is a view of the bytes and not a copy.
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

/** Decodes UTF-8 and keeps a byte order mark; undefined for bytes that are not UTF-8. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
