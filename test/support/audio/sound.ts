/** Mono sound at a rate in hertz, in floating point. */
export type Sound = { samples: Float32Array; rate: number };

/** A tone at a level in dBFS, in milliseconds. */
export function tone(
  rate: number,
  milliseconds: number,
  { hertz = 997, decibels = -20, phase = 0 } = {},
): Sound {
  const amplitude = 10 ** (decibels / 20);
  const length = Math.round((rate * milliseconds) / 1_000);
  const samples = Float32Array.from(
    { length },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / rate + phase),
  );
  return { samples, rate };
}

/**
 * Something like speech, the same each time: syllables of a gliding voice with overtones, and pauses. No part of it is
 * like another, so that a correlation shows what is missing or moved.
 */
export function speechLike(rate: number, milliseconds: number, loudness = 0.2): Sound {
  let phase = 0;
  const samples = Float32Array.from({ length: Math.round((rate * milliseconds) / 1_000) }, (_, i) => {
    const at = i / rate;
    phase += (2 * Math.PI * (140 + 60 * Math.sin(at * 2.3) + 25 * Math.sin(at * 7.1))) / rate;
    const syllable = Math.max(0, Math.sin(at * 11 + 3 * Math.sin(at * 0.9)));
    const voice = Math.sin(phase) + 0.6 * Math.sin(2 * phase) + 0.4 * Math.sin(5 * phase + at);
    return loudness * syllable * voice;
  });
  return { samples, rate };
}

/**
 * How like two sounds of one rate are, from -1 to 1, where they fit best: the second may come up to `latest` milliseconds
 * later. Loudness does not matter.
 */
export function correlation(first: Sound, second: Sound, latest = 200): number {
  const most = Math.round((second.rate * latest) / 1_000);
  // Some thousand samples show about where the sounds fit; all of them then show it exactly.
  const coarse = Math.max(1, Math.round(first.samples.length / 3_001));
  const at = (lag: number, step: number): number => {
    let [product, power, other] = [0, 0, 0];
    for (let i = 0; i < first.samples.length && i + lag < second.samples.length; i += step) {
      const [a, b] = [first.samples[i] as number, second.samples[i + lag] as number];
      product += a * b;
      power += a * a;
      other += b * b;
    }
    return product / Math.sqrt(power * other || 1);
  };
  // Between two of these lags no part of a voice goes through much of a period.
  const stride = Math.max(1, Math.round(second.rate / 8_000));
  let [best, found] = [0, -1];
  for (let lag = 0; lag <= most; lag += stride) {
    const likeness = at(lag, coarse);
    if (likeness > found) [best, found] = [lag, likeness];
  }
  const near = Array.from({ length: 65 }, (_, i) => Math.max(0, best - 32 + i));
  return Math.max(...near.map(lag => at(lag, 1)));
}
