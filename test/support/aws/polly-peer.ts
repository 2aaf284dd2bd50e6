import { anMp3 } from './an-mp3.ts';
import { jsonProblem } from './aws-json.ts';
import { type AwsWire, startAwsWire } from './aws-wire.ts';

export type Spoken = { text: string; voice: string };
export type PollyPeer = { wire: AwsWire; spoken: Spoken[] };

/** Which of Polly's voices there is a neural one of, among those that speak English. */
const NEURAL = ['Joanna', 'Matthew', 'Amy', 'Brian', 'Olivia', 'Kajal', 'Aria', 'Niamh', 'Ayanda'];

/** Polly that hums for 60 ms a character, and takes what Polly takes. */
export async function startPollyPeer(): Promise<PollyPeer> {
  const spoken: Spoken[] = [];
  const wire = await startAwsWire({
    service: 'polly',
    http2: true,
    operationOf: ({ method, url }) =>
      method === 'POST' && url === '/v1/speech' ? 'SynthesizeSpeech' : `${method} ${url}`,
    problem: jsonProblem,
    answer({ operation, body }) {
      if (operation !== 'SynthesizeSpeech') return jsonProblem('UnknownOperationException', operation, 404);
      const asked = JSON.parse(body.toString()) as Record<string, string | undefined>;
      const { Text: text = '', VoiceId: voice = '', OutputFormat: format, Engine: engine } = asked;
      if (text === '' || format !== 'mp3')
        return jsonProblem('ValidationException', 'Text or format is missing.');
      if (text.length > 3_000)
        return jsonProblem('TextLengthExceededException', 'Maximum text length has been exceeded.');
      if (!['8000', '16000', '22050', '24000'].includes(asked['SampleRate'] ?? '22050'))
        return jsonProblem('InvalidSampleRateException');
      if (engine === 'neural' && !NEURAL.includes(voice))
        return jsonProblem('ValidationException', 'This voice does not support the selected engine: neural');
      spoken.push({ text, voice });
      return {
        status: 200,
        headers: { 'content-type': 'audio/mpeg', 'x-amzn-requestcharacters': String(text.length) },
        body: anMp3(text.length * 60),
      };
    },
  });
  return { wire, spoken };
}
