import type { Duration } from '../../core/household/instant.ts';

/** Turns a transcript into the audio that will be sent. Rejects if it cannot. */
export interface Speech {
  speak(transcript: string): Promise<{ audio: Uint8Array; mediaType: string; duration: Duration }>;
}
