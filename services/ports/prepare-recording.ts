import type { Duration } from '../../core/household/instant.ts';
import type { RecordingRefusal } from '../../core/message/recording/recording-refusal.ts';

/** Audio in a form that every mail program and phone plays. */
export type PreparedRecording = {
  audio: Uint8Array;
  mediaType: 'audio/mpeg' | 'audio/mp4';
  /** In whole milliseconds, counted from the samples. */
  duration: Duration;
};

/**
 * Brings audio into the form that is held, played, signed and sent, at the usual loudness. It looks at the content only
 * and never at a name or a type. It does not throw for any bytes.
 */
export type PrepareRecording = (audio: Uint8Array) => Promise<Prepared>;
export type Prepared = PreparedRecording | { refused: RecordingRefusal };
