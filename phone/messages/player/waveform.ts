/** Enough to see what is loud and what is silent; the samples themselves are not played. */
const SAMPLE_RATE = 8_000;

/** Decodes audio to its loudness in bars; undefined where the browser cannot. */
export async function decodeWaveform(audio: Uint8Array, bars: number): Promise<number[] | undefined> {
  try {
    const context = new OfflineAudioContext(1, 1, SAMPLE_RATE);
    const decoded = await context.decodeAudioData(new Uint8Array(audio).buffer);
    return measurePeaks(decoded.getChannelData(0), bars);
  } catch {
    return undefined;
  }
}

/**
 * The loudness of audio in so many bars: the largest sample of each stretch, relative to the loudest of all,
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
