import type { Duration } from '../../core/household/instant.ts';

/** Turns dictated words into the audio that will be sent. */
export interface Speech {
  speak(words: string): Promise<{ audio: Uint8Array; mediaType: string; duration: Duration }>;
}
