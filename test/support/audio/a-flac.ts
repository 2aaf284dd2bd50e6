/** Samples in a block of {@link aFlac}. */
const BLOCK = 4_096;

/** A FLAC file of 16 bit mono samples that are not compressed (RFC 9639, verbatim subframes). */
export function aFlac(samples: Float32Array, rate: number): Uint8Array {
  const frames = Array.from({ length: Math.ceil(samples.length / BLOCK) }, (_, number) => {
    const block = samples.subarray(number * BLOCK, (number + 1) * BLOCK);
    const body = Buffer.alloc(1 + 2 * block.length);
    body.writeUInt8(0b0000_0010, 0);
    block.forEach((sample, i) => body.writeInt16BE(Math.round(sample * 32_767), 1 + 2 * i));
    return frame(number, block.length, body);
  });
  return flac(rate, frames);
}

/** A FLAC file of silence, in a dozen bytes for each 65,535 samples. */
export const aSilentFlac = (rate: number, blocks: number): Uint8Array =>
  flac(
    rate,
    Array.from({ length: blocks }, (_, number) => frame(number, 65_535, Buffer.alloc(3))),
  );

function flac(rate: number, frames: Buffer[]): Uint8Array {
  const info = Buffer.alloc(34);
  info.writeUInt16BE(16, 0);
  info.writeUInt16BE(65_535, 2);
  // 20 bits of rate, 3 of channels less one, 5 of bits less one, and no number of samples.
  info.writeUInt32BE(rate * 4_096 + 15 * 16, 10);
  const head = Buffer.from([...Buffer.from('fLaC'), 0x80, 0, 0, info.length]);
  return new Uint8Array(Buffer.concat([head, info, ...frames]));
}

/** RFC 9639 §9.1: fixed blocks, the rate of the file's head, mono, 16 bit. */
function frame(number: number, samples: number, body: Buffer): Buffer {
  const last = Buffer.alloc(2);
  last.writeUInt16BE(samples - 1, 0);
  const head = Buffer.from([0xff, 0xf8, 0x70, 0x08, ...Buffer.from(String.fromCodePoint(number)), ...last]);
  const whole = Buffer.concat([head, Buffer.from([crc(head, 8, 0x07)]), body]);
  const check = Buffer.alloc(2);
  check.writeUInt16BE(crc(whole, 16, 0x8005), 0);
  return Buffer.concat([whole, check]);
}

function crc(bytes: Uint8Array, bits: 8 | 16, polynomial: number): number {
  const top = 1 << (bits - 1);
  const mask = 2 ** bits - 1;
  let value = 0;
  for (const byte of bytes) {
    value ^= byte << (bits - 8);
    for (let bit = 0; bit < 8; bit++) value = (value & top ? (value << 1) ^ polynomial : value << 1) & mask;
  }
  return value;
}
