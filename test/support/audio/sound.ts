// jest looks up a global in a slow way each time.
const { max, PI, round, sin, sqrt } = Math;

/** Mono sound at a rate in hertz, in floating point. */
export type Sound = { samples: Float32Array; rate: number };

/** A tone at a level in dBFS, in milliseconds. */
export function tone(
  rate: number,
  milliseconds: number,
  { hertz = 997, decibels = -20, phase = 0 } = {},
): Sound {
  const amplitude = 10 ** (decibels / 20);
  const length = round((rate * milliseconds) / 1_000);
  const samples = new Float32Array(length);
  for (let i = 0; i < length; i++) samples[i] = amplitude * sin((2 * PI * hertz * i) / rate + phase);
  return { samples, rate };
}

/**
 * Something like speech, the same each time: syllables of a gliding voice with overtones, and pauses. No part of it is
 * like another, so that a correlation shows what is missing or moved.
 */
export function speechLike(rate: number, milliseconds: number, loudness = 0.2): Sound {
  let phase = 0;
  const samples = new Float32Array(round((rate * milliseconds) / 1_000));
  for (let i = 0; i < samples.length; i++) {
    const at = i / rate;
    phase += (2 * PI * (140 + 60 * sin(at * 2.3) + 25 * sin(at * 7.1))) / rate;
    const syllable = sin(at * 11 + 3 * sin(at * 0.9));
    // In a pause nothing is heard, so nothing is computed.
    if (syllable > 0)
      samples[i] = loudness * syllable * (sin(phase) + 0.6 * sin(2 * phase) + 0.4 * sin(5 * phase + at));
  }
  return { samples, rate };
}

/**
 * How like two sounds of one rate are, from -1 to 1, where they fit best: the second may come up to `latest` milliseconds
 * later. Loudness does not matter.
 */
export function correlation(first: Sound, second: Sound, latest = 200): number {
  const most = round((second.rate * latest) / 1_000);
  // Some thousand samples show about where the sounds fit; all of them then show it exactly.
  const coarse = max(1, round(first.samples.length / 3_001));
  const at = (lag: number, step: number): number => {
    let [product, power, other] = [0, 0, 0];
    for (let i = 0; i < first.samples.length && i + lag < second.samples.length; i += step) {
      const [a, b] = [first.samples[i] as number, second.samples[i + lag] as number];
      product += a * b;
      power += a * a;
      other += b * b;
    }
    return product / sqrt(power * other || 1);
  };
  // Between two of these lags no part of a voice goes through much of a period.
  const stride = max(1, round(second.rate / 8_000));
  let [best, found] = [0, -1];
  for (let lag = 0; lag <= most; lag += stride) {
    const likeness = at(lag, coarse);
    if (likeness > found) [best, found] = [lag, likeness];
  }
  const near = Array.from({ length: 65 }, (_, i) => max(0, best - 32 + i));
  return max(...near.map(lag => at(lag, 1)));
}
