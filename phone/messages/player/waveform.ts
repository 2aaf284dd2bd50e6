import type { Duration } from '../../../core/household/instant.ts';

/** In Hz. Enough to show what is loud and what is silent; these samples are not played. */
const SAMPLE_RATE = 8_000;

/** What decoding audio gives: the loudness of its bars, from 0 to 1, and its length. */
export type Waveform = { peaks: number[]; length: Duration };

/** Decodes audio; undefined if the browser cannot decode it. */
export async function decodeWaveform(audio: Uint8Array, bars: number): Promise<Waveform | undefined> {
  try {
    const context = new OfflineAudioContext(1, 1, SAMPLE_RATE);
    const decoded = await context.decodeAudioData(new Uint8Array(audio).buffer);
    return { peaks: measurePeaks(decoded.getChannelData(0), bars), length: decoded.duration * 1000 };
  } catch {
    return undefined;
  }
}

/**
 * Measures the loudness of audio in a number of bars: the largest sample of each bar relative to the largest of all,
 * from 0 to 1.
 */
export function measurePeaks(samples: Float32Array, bars: number): number[] {
  const stretch = Math.max(1, Math.ceil(samples.length / bars));
  const peaks = Array.from({ length: bars }, (_, bar) => {
    let peak = 0;
    const end = Math.min(samples.length, (bar + 1) * stretch);
    for (let index = bar * stretch; index < end; index++)
      peak = Math.max(peak, Math.abs(samples[index] ?? 0));
    return peak;
  });
  const loudest = Math.max(...peaks);
  return loudest > 0 ? peaks.map(peak => peak / loudest) : peaks;
}
