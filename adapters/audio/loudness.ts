/** The loudness that a recording is brought to, in LUFS: what podcasts and voice messages usually have. */
const TARGET = -16;
/** The highest true peak, in dBTP, before the encoding as MP3. MP3 goes above it, and then stays below -1 dBTP. */
const CEILING = -2;
/** More gain than this, in dB, would only make noise louder. */
const MOST_GAIN = 30;
/** Where no 400 ms are louder than this, in LUFS, nothing is heard even with all that gain. */
const SILENCE = -55;

/** ITU-R BS.1770-4, annex 1: blocks of 400 ms, one each 100 ms. */
const STEPS_IN_BLOCK = 4;
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;

const toDecibels = (power: number): number => 10 * Math.log10(power);
const toFactor = (decibels: number): number => 10 ** (decibels / 20);
const toLoudness = (power: number): number => -0.691 + toDecibels(power);
const meanOf = (powers: number[]): number => powers.reduce((sum, one) => sum + one, 0) / powers.length;

/** The loudness of mono samples in LUFS by ITU-R BS.1770-4: gated, and that of the loudest 400 ms. */
export function measureLoudness(
  samples: Float32Array,
  rate: number,
): { integrated: number; loudest: number } {
  const powers = blockPowers(samples, rate);
  const heard = powers.filter(power => toLoudness(power) > ABSOLUTE_GATE);
  if (heard.length === 0) return { integrated: -Infinity, loudest: -Infinity };
  const gate = toLoudness(meanOf(heard)) + RELATIVE_GATE;
  const gated = heard.filter(power => toLoudness(power) > gate);
  return {
    integrated: toLoudness(meanOf(gated)),
    loudest: toLoudness(heard.reduce((most, one) => Math.max(most, one), 0)),
  };
}

/**
 * The mean squares of all blocks after the K filter. What is shorter than a block counts as one with silence after it.
 */
function blockPowers(samples: Float32Array, rate: number): number[] {
  const [shelf, highPass] = kWeighting(rate);
  const step = Math.round(rate / 10);
  const sums: number[] = [];
  let [a, b, c, d, sum] = [0, 0, 0, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i] as number;
    const y = shelf.b0 * x + a;
    a = shelf.b1 * x - shelf.a1 * y + b;
    b = shelf.b2 * x - shelf.a2 * y;
    const z = highPass.b0 * y + c;
    c = highPass.b1 * y - highPass.a1 * z + d;
    d = highPass.b2 * y - highPass.a2 * z;
    sum += z * z;
    if ((i + 1) % step === 0) {
      sums.push(sum);
      sum = 0;
    }
  }
  if (samples.length < STEPS_IN_BLOCK * step) sums.push(sum);
  while (sums.length < STEPS_IN_BLOCK) sums.push(0);
  return sums.slice(STEPS_IN_BLOCK - 1).map((_, i) => meanOf(sums.slice(i, i + STEPS_IN_BLOCK)) / step);
}

type Biquad = { b0: number; b1: number; b2: number; a1: number; a2: number };

/** The two filters of BS.1770-4 at any rate: its coefficients for 48 kHz are these analogue filters, transformed. */
function kWeighting(rate: number): [Biquad, Biquad] {
  const shelf = { frequency: 1_681.974450955533, q: 0.7071752369554196, gain: 3.999843853973347 };
  const k = Math.tan((Math.PI * shelf.frequency) / rate);
  const high = toFactor(shelf.gain);
  const band = high ** 0.4996667741545416;
  const whole = 1 + k / shelf.q + k * k;
  const pass = { frequency: 38.13547087602444, q: 0.5003270373238773 };
  const p = Math.tan((Math.PI * pass.frequency) / rate);
  const all = 1 + p / pass.q + p * p;
  return [
    {
      b0: (high + (band * k) / shelf.q + k * k) / whole,
      b1: (2 * (k * k - high)) / whole,
      b2: (high - (band * k) / shelf.q + k * k) / whole,
      a1: (2 * (k * k - 1)) / whole,
      a2: (1 - k / shelf.q + k * k) / whole,
    },
    { b0: 1, b1: -2, b2: 1, a1: (2 * (p * p - 1)) / all, a2: (1 - p / pass.q + p * p) / all },
  ];
}

/**
 * Brings mono samples to -16 LUFS in place, with a true peak of -2 dBTP at most. Gives false where nothing can be heard.
 */
export function normalizeLoudness(samples: Float32Array, rate: number): boolean {
  removeConstant(samples);
  const { integrated, loudest } = measureLoudness(samples, rate);
  if (!(loudest > SILENCE)) return false;
  let gain = Math.min(TARGET - integrated, MOST_GAIN);
  // Between samples of speech the true peak is 3 dB higher at most, and the rounds below add less than another 6.
  const peaks = segmentPeaks(samples, rate, toFactor(CEILING - gain - 9));
  // The loudness that the limiter takes away is added again, twice. More rounds would make the speech flat.
  for (let round = 0; ; round++) {
    const curve = limit(peaks, gain);
    const limited = applyGain(samples, curve, rate);
    const missing = TARGET - measureLoudness(limited, rate).integrated;
    if (round === 2 || gain >= MOST_GAIN || missing < 0.2) {
      samples.set(limited);
      return true;
    }
    gain = Math.min(gain + Math.min(missing, 3), MOST_GAIN);
  }
}

/** Cheap converters add a constant voltage. It makes no sound, but its start and end would count as sound. */
function removeConstant(samples: Float32Array): void {
  const constant = samples.reduce((sum, one) => sum + one, 0) / samples.length;
  for (let i = 0; i < samples.length; i++) samples[i] = (samples[i] as number) - constant;
}

/** The limiter works in segments of a millisecond. */
const segmentOf = (rate: number): number => Math.round(rate / 1_000);
/** It turns down this many segments ahead of a peak, so that nobody hears a click, and comes back in about 100. */
const LOOK_AHEAD = 5;
const RELEASE = 1 / 50;

/** Coefficients between two samples, of BS.1770-4, annex 2: a quarter of a sample apart. */
const OVERSAMPLING = [
  [
    0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625,
    0.97216796875, -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
  ],
  [
    -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625,
    0.77978515625, -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
  ],
];
const PHASES = [...OVERSAMPLING, ...OVERSAMPLING.map(phase => phase.toReversed())].map(phase =>
  Float64Array.from(phase),
);
const TAPS = 12;

/** The true peak of mono samples, as a factor of full scale, by BS.1770-4, annex 2. */
export const truePeak = (samples: Float32Array, rate: number): number =>
  segmentPeaks(samples, rate).reduce((most, one) => Math.max(most, one), 0);

/**
 * The true peak in each segment. What lies between samples is looked for only where a sample is higher than `floor`, which
 * saves most of the time; elsewhere it is the highest sample.
 */
function segmentPeaks(samples: Float32Array, rate: number, floor = 0): Float64Array {
  const segment = segmentOf(rate);
  const padded = new Float32Array(samples.length + 2 * TAPS);
  padded.set(samples, TAPS);
  return Float64Array.from({ length: Math.ceil(samples.length / segment) + 1 }, (_, index) => {
    const start = index * segment;
    const end = Math.min(start + segment, samples.length);
    let most = 0;
    for (let i = start; i < end; i++) most = Math.max(most, Math.abs(samples[i] as number));
    if (most <= floor) return most;
    for (const phase of PHASES) most = Math.max(most, peakBetween(padded, phase, start, end));
    return most;
  });
}

/** The highest value of one phase of the interpolation, from just before the sample at `start` to just after `end`. */
function peakBetween(padded: Float32Array, phase: Float64Array, start: number, end: number): number {
  let most = 0;
  for (let i = start; i <= end; i++) {
    let sum = 0;
    for (let tap = 0; tap < TAPS; tap++)
      sum += (phase[tap] as number) * (padded[i + TAPS + TAPS / 2 - tap] as number);
    if (sum > most) most = sum;
    else if (-sum > most) most = -sum;
  }
  return most;
}

/** The factor at the start of each segment: the gain in dB, and less around peaks that it would raise above the ceiling. */
function limit(peaks: Float64Array, gain: number): Float64Array {
  const factor = toFactor(gain);
  const ceiling = toFactor(CEILING);
  const needed = peaks.map(peak => (peak * factor > ceiling ? ceiling / (peak * factor) : 1));
  const held = needed.map((_, i) =>
    needed.subarray(Math.max(0, i - 1), i + LOOK_AHEAD).reduce((a, b) => Math.min(a, b)),
  );
  for (let i = 1; i < held.length; i++) {
    const before = held[i - 1] as number;
    held[i] = Math.min(held[i] as number, before + (1 - before) * RELEASE);
  }
  return held.map((_, i) => {
    const around = held.subarray(Math.max(0, i - LOOK_AHEAD + 1), i + 1);
    return (factor * around.reduce((sum, one) => sum + one, 0)) / around.length;
  });
}

function applyGain(samples: Float32Array, curve: Float64Array, rate: number): Float32Array {
  const segment = segmentOf(rate);
  return samples.map((sample, i) => {
    const at = Math.floor(i / segment);
    const [from, to] = [curve[at] as number, curve[at + 1] as number];
    return sample * (from + ((to - from) * (i % segment)) / segment);
  });
}
