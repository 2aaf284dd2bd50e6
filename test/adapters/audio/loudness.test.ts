import { describe, expect, test } from '@jest/globals';
import { measureLoudness, normalizeLoudness, truePeak } from '../../../adapters/audio/loudness.ts';
import { resample } from '../../../adapters/audio/resample.ts';
import { correlation, type Sound, speechLike, tone } from '../../support/audio/sound.ts';

const integrated = ({ samples, rate }: Sound) => measureLoudness(samples, rate).integrated;
const peak = ({ samples, rate }: Sound) => 20 * Math.log10(truePeak(samples, rate));
const normalized = (sound: Sound): Sound => {
  const samples = sound.samples.slice();
  if (!normalizeLoudness(samples, sound.rate)) throw new Error('It is silent.');
  return { ...sound, samples };
};
function joined(first: Sound, second: Sound): Sound {
  const samples = new Float32Array(first.samples.length + second.samples.length);
  samples.set(first.samples);
  samples.set(second.samples, first.samples.length);
  return { rate: first.rate, samples };
}

describe('the loudness of a recording', () => {
  test.each([8_000, 16_000, 44_100, 48_000])(
    'a tone of 997 Hz at 0 dBFS in one channel is -3.01 LUFS at %d Hz, as BS.1770-4 says',
    rate => {
      expect(integrated(tone(rate, 5_000, { decibels: 0 }))).toBeCloseTo(-3.01, 1);
    },
  );

  test('pauses do not make a recording quieter', () => {
    const speech = tone(48_000, 5_000);
    const pause = tone(48_000, 20_000, { decibels: -90 });
    expect(Math.abs(integrated(joined(speech, pause)) - integrated(speech))).toBeLessThan(0.2);
  });

  test('a part that is 10 LU quieter than the rest does not count for the loudness of a recording', () => {
    const [loud, quiet] = [tone(48_000, 10_000), tone(48_000, 10_000, { decibels: -36 })];
    expect(integrated(joined(loud, quiet))).toBeCloseTo(integrated(loud), 0);
  });

  test('a tone whose peaks lie between the samples has its true peak', () => {
    const between = tone(48_000, 100, { hertz: 12_000, decibels: 0, phase: Math.PI / 4 });
    expect(Math.max(...between.samples)).toBeCloseTo(Math.SQRT1_2, 3);
    expect(Math.abs(peak(between))).toBeLessThan(0.7);
  });
});

describe('bringing a recording to its loudness', () => {
  test.each([0.9, 0.2, 0.03])('speech that is %d loud becomes -16 LUFS', loudness => {
    expect(Math.abs(integrated(normalized(speechLike(16_000, 6_000, loudness))) + 16)).toBeLessThan(0.5);
  });

  test('the true peak stays at -2 dBTP or below, whatever has to be raised', () => {
    const quietWithBang = joined(speechLike(48_000, 4_000, 0.01), tone(48_000, 30, { decibels: -1 }));
    const limited = normalized(quietWithBang);
    expect(peak(limited)).toBeLessThanOrEqual(-1.9);
    expect(integrated(limited)).toBeGreaterThan(integrated(quietWithBang) + 10);
  });

  test('speech keeps its shape when its loudness is normalized', () => {
    const speech = speechLike(48_000, 4_000);
    expect(correlation(speech, normalized(speech), 1)).toBeGreaterThan(0.99);
  });

  test('a bang is turned down without a click: the factor moves by small steps', () => {
    const rate = 48_000;
    const quietWithBang = joined(tone(rate, 1_000, { decibels: -30 }), tone(rate, 50, { decibels: 0 }));
    const limited = normalized(quietWithBang);
    const factors = quietWithBang.samples.map((sample, i) => (limited.samples[i] as number) / sample);
    const heard = quietWithBang.samples.map(Math.abs);
    let steepest = 0;
    for (let i = 1; i < factors.length; i++)
      if ((heard[i] as number) > 0.01 && (heard[i - 1] as number) > 0.01)
        steepest = Math.max(steepest, Math.abs((factors[i] as number) / (factors[i - 1] as number) - 1));
    expect(steepest).toBeLessThan(0.05);
  });

  test.each<[string, Sound]>([
    ['digital silence', { samples: new Float32Array(48_000), rate: 48_000 }],
    ['a constant voltage', { samples: new Float32Array(48_000).fill(0.5), rate: 48_000 }],
    ['the noise of a converter', tone(48_000, 2_000, { decibels: -75 })],
    ['no samples at all', { samples: new Float32Array(), rate: 48_000 }],
  ])('%s is taken for silence', (_, { samples, rate }) => {
    expect(normalizeLoudness(samples, rate)).toBe(false);
  });

  test('a whisper far from the microphone is heard, and not raised by more than 30 dB', () => {
    const whisper = tone(48_000, 2_000, { decibels: -48 });
    expect(integrated(normalized(whisper))).toBeCloseTo(integrated(whisper) + 30, 1);
  });
});

describe('another sample rate', () => {
  test.each([
    [96_000, 48_000],
    [192_000, 48_000],
    [37_800, 44_100],
    [11_025, 16_000],
  ])('speech that is resampled from %d to %d Hz stays what it is, and as long', (from, to) => {
    const speech = speechLike(from, 1_000);
    const other = { samples: resample(speech.samples, from, to), rate: to };
    expect(other.samples.length).toBe(to);
    expect(correlation(speechLike(to, 1_000), other, 1)).toBeGreaterThan(0.99);
  });

  test('frequencies that a new sample rate cannot carry are removed and not mirrored', () => {
    const { samples } = tone(96_000, 1_000, { hertz: 30_000, decibels: 0 });
    const left = resample(samples, 96_000, 48_000).subarray(100, -100);
    expect(Math.max(...left.map(Math.abs))).toBeLessThan(0.01);
  });
});
