/** Zero crossings of the sinc on each side. More would be more exact than MP3 is. */
const CROSSINGS = 16;
/** Steps of the table between two samples. */
const STEPS = 512;

/** Mono samples at another rate, by a windowed sinc (Hann) that removes what the new rate cannot carry. */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples;
  const scale = Math.min(1, to / from);
  const reach = Math.ceil(CROSSINGS / scale);
  const kernel = Float32Array.from({ length: (reach + 1) * STEPS + 1 }, (_, i) => {
    const x = (i / STEPS) * scale;
    if (x >= CROSSINGS) return 0;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    return scale * sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / CROSSINGS));
  });
  const result = new Float32Array(Math.round((samples.length * to) / from));
  for (let i = 0; i < result.length; i++) {
    const center = (i * from) / to;
    const first = Math.max(0, Math.ceil(center - reach));
    const last = Math.min(samples.length - 1, Math.floor(center + reach));
    let sum = 0;
    for (let at = first; at <= last; at++)
      sum += (samples[at] as number) * (kernel[Math.round(Math.abs(at - center) * STEPS)] as number);
    result[i] = sum;
  }
  return result;
}
