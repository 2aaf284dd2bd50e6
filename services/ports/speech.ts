import type { Duration } from '../../core/household/instant.ts';
import type { Language } from '../../core/household/language.ts';

/** Turns a transcript into the audio that will be sent, in a voice of the language. Rejects if it cannot. */
export interface Speech {
  speak(
    transcript: string,
    language: Language,
  ): Promise<{ audio: Uint8Array; mediaType: string; duration: Duration }>;
}
