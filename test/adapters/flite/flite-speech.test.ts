import { describe, expect, test } from '@jest/globals';
import { BufferSource, Input, WAVE } from 'mediabunny';
import { fliteSpeech } from '../../../adapters/flite/flite-speech.ts';
import { languageOf } from '../../../core/household/language.ts';

const speech = fliteSpeech();
const english = languageOf('en-US');
const WORDS = "I'm on my way home. Dinner is at seven, and Café Müller is closed.";

describe('flite', () => {
  test('flite speaks a text as a WAV file and states its true duration', async () => {
    const { audio, mediaType, duration } = await speech.speak(WORDS, english);
    expect(mediaType).toBe('audio/wav');
    using input = new Input({ source: new BufferSource(audio), formats: [WAVE] });
    expect(duration).toBe(Math.round((await input.computeDuration()) * 1_000));
    expect(duration).toBeGreaterThan(3_000);
    expect(duration).toBeLessThan(10_000);
    expect(Number.isInteger(duration)).toBe(true);
  });

  test("flite's audio is not silent", async () => {
    const { audio } = await speech.speak(WORDS, english);
    const samples = new Int16Array(audio.buffer.slice(44, 44 + Math.floor((audio.length - 44) / 2) * 2));
    const loud = samples.filter(sample => Math.abs(sample) > 1_000);
    expect(loud.length).toBeGreaterThan(samples.length / 10);
  });

  test('flite gives the same bytes for the same text', async () => {
    const [first, second] = await Promise.all([speech.speak(WORDS, english), speech.speak(WORDS, english)]);
    expect(second).toEqual(first);
  });

  test('flite queues texts beyond those that it speaks at once and does not mix them up', async () => {
    const texts = Array.from({ length: 6 }, (_, i) => 'far '.repeat(i * 3 + 1));
    const spoken = await Promise.all(texts.map(text => speech.speak(text, english)));
    const durations = spoken.map(({ duration }) => duration);
    expect(durations).toEqual([...durations].sort((a, b) => a - b));
    expect(new Set(durations).size).toBe(6);
  });

  test('flite leaves the event loop free while it speaks', async () => {
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 5);
    await speech.speak(`${WORDS} `.repeat(40), english);
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(5);
  });

  test.each(['😀😀', 'приходи домой', '你好', '. . . !', '   ', ''])(
    'flite refuses %j, of which it can say nothing',
    async words => {
      await expect(speech.speak(words, english)).rejects.toThrow('This text cannot be spoken');
    },
  );

  test('flite speaks texts that look like options, markup or files', async () => {
    for (const words of ['-lv', '--help', '/etc/passwd', '<speak>hello</speak>', 'a\0b', "'; rm -rf"]) {
      const { duration } = await speech.speak(words, english);
      expect(duration).toBeGreaterThan(300);
    }
  });

  test('flite gives up after its timeout and goes on with the next text', async () => {
    const hasty = fliteSpeech({ timeout: 1 });
    const long = `${WORDS} `.repeat(100);
    const results = await Promise.allSettled([1, 2, 3].map(() => hasty.speak(long, english)));
    expect(results.map(result => (result.status === 'rejected' ? String(result.reason) : 'spoken'))).toEqual(
      results.map(() => 'Error: Speaking this text took too long.'),
    );
  });
});
