import type { ClientHttp2Stream } from 'node:http2';
import {
  type PollyClient,
  SynthesizeSpeechCommand,
  type SynthesizeSpeechCommandOutput,
  type VoiceId,
} from '@aws-sdk/client-polly';
import { type InEveryLanguage, inLanguage } from '../../core/household/language.ts';
import { inSpokenWords } from '../../core/text/in-spoken-words.ts';
import type { Speech } from '../../services/ports/speech.ts';
import { mp3Duration } from './mp3-duration.ts';
import { splitIntoPhrases } from './split-into-phrases.ts';

/** Neural voices; that of English is American. */
const VOICES: InEveryLanguage<VoiceId> = { en: 'Joanna' };

/** Polly takes at most this many characters in one request. */
const LONGEST = 3_000;

/**
 * Speech by Amazon Polly, as MP3 at 24 kHz. An MP3 is a fraction of a WAV file, so a long message still fits into the
 * 6 MB that a function may answer. Rejects a text without anything to say, audio that breaks off, and whatever the client
 * throws.
 */
export function pollySpeech({ client }: { client: PollyClient }): Speech {
  async function speakPhrase(text: string, voice: VoiceId): Promise<Uint8Array> {
    const { AudioStream } = await client.send(
      new SynthesizeSpeechCommand({
        Engine: 'neural',
        VoiceId: voice,
        OutputFormat: 'mp3',
        SampleRate: '24000',
        TextType: 'text',
        Text: text,
      }),
    );
    return AudioStream ? readWhole(AudioStream) : new Uint8Array();
  }

  return {
    async speak(transcript, language) {
      const audios: Uint8Array[] = [];
      // One after the other, because an account may ask Polly for a few things at once only, and other messages wait too.
      for (const phrase of splitIntoPhrases(inSpokenWords(transcript, language), LONGEST))
        audios.push(await speakPhrase(phrase, inLanguage(VOICES, language)));
      const audio = new Uint8Array(Buffer.concat(audios));
      const duration = mp3Duration(audio);
      if (!duration) throw new Error('This text cannot be spoken: Polly gave no audio.');
      return { audio, mediaType: 'audio/mpeg', duration };
    },
  };
}

/**
 * Reads the audio to its end. Rejects if it broke off. Node ends such an HTTP/2 stream as if it were complete: if the
 * connection broke, only the code of the reset shows it, and if the client's timeout closed the stream, there is no
 * code.
 */
async function readWhole(
  audioStream: NonNullable<SynthesizeSpeechCommandOutput['AudioStream']>,
): Promise<Uint8Array> {
  const stream = audioStream as typeof audioStream & Pick<ClientHttp2Stream, 'once' | 'rstCode'>;
  let hasStalled = false;
  stream.once('timeout', () => (hasStalled = true));
  const audio = await stream.transformToByteArray();
  if (hasStalled || stream.rstCode) throw new Error('The audio from Polly broke off.');
  return audio;
}
