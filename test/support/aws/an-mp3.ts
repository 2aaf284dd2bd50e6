/** A second of 24 kHz has this many frames of 576 samples, rounded up. */
const framesIn = (milliseconds: number): number => Math.ceil((milliseconds / 1_000) * (24_000 / 576));

/** Silence as Polly would speak it: MPEG 2 layer III, 24 kHz, mono, 48 kbit/s; whole frames of 24 ms. */
export function anMp3(milliseconds: number): Uint8Array {
  const length = (72 * 48_000) / 24_000;
  const bytes = new Uint8Array(framesIn(milliseconds) * length);
  for (let at = 0; at < bytes.length; at += length) bytes.set([0xff, 0xf3, 0x64, 0xc4], at);
  return bytes;
}
