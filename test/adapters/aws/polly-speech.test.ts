import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PollyClient } from '@aws-sdk/client-polly';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { pollySpeech } from '../../../adapters/aws/polly-speech.ts';
import { awsClient } from '../../../adapters/aws/aws-client.ts';
import { seconds } from '../../../core/household/instant.ts';
import { languageOf } from '../../../core/household/language.ts';
import { jsonProblem } from '../../support/aws/aws-json.ts';
import type { Fault } from '../../support/aws/aws-wire.ts';
import { type PollyPeer, startPollyPeer } from '../../support/aws/polly-peer.ts';

const english = languageOf('en-US');

let peer: PollyPeer;
let client: PollyClient;
beforeEach(async () => {
  peer = await startPollyPeer();
  client = new PollyClient({ ...peer.wire.client, ...awsClient({ timeout: seconds(20) }) });
});
afterEach(async () => {
  client.destroy();
  await peer.wire.stop();
});

describe('words that Polly speaks', () => {
  test("Polly's audio is an MP3 of the stated duration", async () => {
    const { audio, mediaType, duration } = await pollySpeech({ client }).speak(
      'Dinner is at seven.',
      english,
    );
    using input = new Input({ source: new BufferSource(audio), formats: ALL_FORMATS });
    expect(mediaType).toBe('audio/mpeg');
    expect((await input.getFormat()).mimeType).toBe('audio/mpeg');
    expect(duration).toBe(Math.round((await input.computeDuration()) * 1_000));
  });

  test('Polly speaks in a neural voice of American English', async () => {
    await pollySpeech({ client }).speak('Hello.', english);
    expect(peer.spoken).toEqual([{ text: 'Hello.', voice: 'Joanna' }]);
  });

  test('signs that carry meaning reach Polly as words', async () => {
    await pollySpeech({ client }).speak('It is −5°, so 3×½ cup.', english);
    expect(peer.spoken.map(({ text }) => text)).toEqual(['It is minus 5 degrees, so 3 times one half cup.']);
  });

  test('a long text is spoken phrase by phrase, each word once and in order', async () => {
    const words = Array.from({ length: 300 }, (_, i) => `This is sentence number ${i}.`).join(' ');
    const { duration } = await pollySpeech({ client }).speak(words, english);
    expect(peer.spoken.length).toBeGreaterThan(1);
    expect(peer.spoken.map(({ text }) => text).join(' ')).toBe(words);
    expect(duration).toBeGreaterThan(words.length * 59);
  });

  test.each<[string, Fault]>([
    ['asks to be slower', jsonProblem('ThrottlingException', 'Rate exceeded')],
    ['has a fault', jsonProblem('ServiceFailureException', 'fault', 500)],
    ['cuts the connection', 'reset'],
  ])('a text is spoken although Polly first %s', async (_what, fault) => {
    peer.wire.fail('SynthesizeSpeech', fault);
    expect((await pollySpeech({ client }).speak('Hello.', english)).duration).toBeGreaterThan(0);
  });
});

describe('words that are not spoken', () => {
  test.each(['', '  ', '🍲 …', '?!'])(
    'a text without letters or digits, such as %j, cannot be spoken',
    async words => {
      await expect(pollySpeech({ client }).speak(words, english)).rejects.toThrow('cannot be spoken');
      expect(peer.wire.asked).toEqual([]);
    },
  );

  test('audio that breaks off is rejected, and no part of it is given', async () => {
    peer.wire.fail('SynthesizeSpeech', 'half');
    await expect(pollySpeech({ client }).speak('Dinner is at seven.', english)).rejects.toThrow('broke off');
  });

  test('audio that stalls is rejected, and no part of it is given', async () => {
    const impatient = new PollyClient({ ...peer.wire.client, ...awsClient({ timeout: 500, tries: 1 }) });
    peer.wire.fail('SynthesizeSpeech', 'stall');
    await expect(pollySpeech({ client: impatient }).speak('Dinner is at seven.', english)).rejects.toThrow();
    impatient.destroy();
  });

  test('a text cannot be spoken if Polly refuses the access', async () => {
    peer.wire.fail('SynthesizeSpeech', jsonProblem('AccessDeniedException', 'no', 403));
    await expect(pollySpeech({ client }).speak('Hello.', english)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});
