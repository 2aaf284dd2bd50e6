/** A second of 24 kHz has this many frames of 576 samples, rounded up. */
const framesIn = (milliseconds: number): number => Math.ceil((milliseconds / 1_000) * (24_000 / 576));

/** A frame of a low tone that needs no other frame: MPEG 2 layer III, 24 kHz, mono, 48 kbit/s, 24 ms. */
const FRAME = Buffer.from(
  '//NkxAAbdBn0AL5KYVn6gj1kBQ1E6rqJFdeva9la6U+rf/3R+40OUvVCoJ3SasayPe6+33Xda9XGvZG0aqqj2VESRK4/RkdHsjDHR9aOvSNZGXYa6UPZCKxxyNYYd3VlRGtdasraxBlZHTa+tOr6spjtcKrWrqcLaSDpMQU1FMy4xMDAAAAAAAAAAAAAAAAA',
  'base64',
);

/** A tone as Polly would sing it, in whole frames. */
export function anMp3(milliseconds: number): Uint8Array {
  const bytes = new Uint8Array(framesIn(milliseconds) * FRAME.length);
  for (let at = 0; at < bytes.length; at += FRAME.length) bytes.set(FRAME, at);
  return bytes;
}
