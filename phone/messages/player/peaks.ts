/**
 * The loudness of audio in so many bars: the largest sample of each stretch, relative to the loudest of all,
 * from 0 to 1.
 */
export function peaksOf(samples: Float32Array, bars: number): number[] {
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
