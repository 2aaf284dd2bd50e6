import { type PollyClient, SynthesizeSpeechCommand, type VoiceId } from '@aws-sdk/client-polly';
import { splitIntoPhrases } from '../../services/courier/split-into-phrases.ts';
import { mp3Duration } from './mp3-duration.ts';
import type { Speech } from '../../services/ports/speech.ts';

/** A neural voice for each language of the skill. Polly has none of Canada's English, and the neighbour's is nearest. */
const VOICES: Record<string, VoiceId> = {
  'en-US': 'Joanna',
  'en-CA': 'Joanna',
  'en-GB': 'Amy',
  'en-AU': 'Olivia',
  'en-IN': 'Kajal',
};

/** What Polly speaks at once, in characters. */
const LONGEST = 3_000;

/**
 * Speech by Amazon Polly, as MP3 at 24 kHz: a fraction of what a WAV takes, so that a long message still fits into
 * the 6 MB a function may answer. `locale` is en-US unless given. Rejects what has no words to say, and what the client throws.
 */
export function pollySpeech({ client, locale = 'en-US' }: { client: PollyClient; locale?: string }): Speech {
  const voice = VOICES[locale] ?? 'Joanna';

  async function spoken(text: string): Promise<Uint8Array> {
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
    const audio = (await AudioStream?.transformToByteArray()) ?? new Uint8Array();
    // Over HTTP/2 a connection that breaks ends the stream as if it were whole; only the reset's code tells.
    if ((AudioStream as { rstCode?: number } | undefined)?.rstCode)
      throw new Error('The audio of these words broke off.');
    return audio;
  }

  return {
    async speak(words) {
      const pieces: Uint8Array[] = [];
      // One after the other: an account may ask Polly for a few things at once, and other messages wait too.
      for (const text of splitIntoPhrases(words, LONGEST)) pieces.push(await spoken(text));
      const audio = new Uint8Array(Buffer.concat(pieces));
      const duration = mp3Duration(audio);
      if (!duration) throw new Error('These words cannot be spoken: Polly made no sound of them.');
      return { audio, mediaType: 'audio/mpeg', duration };
    },
  };
}
