// jest looks up a global in a slow way each time.
const { max, min, round } = Math;

/** How samples are written in a WAV file. */
export type WavEncoding = 'u8' | 's16' | 's24' | 's32' | 'f32';

/** A WAV file of these channels, or one with other figures in its header than it has. */
export function aWav(
  channels: Float32Array[],
  rate: number,
  {
    encoding = 's16',
    extensible = false,
    claims = {},
  }: { encoding?: WavEncoding; extensible?: boolean; claims?: { channels?: number; bytes?: number } } = {},
): Uint8Array {
  const width = Number(encoding.slice(1)) / 8;
  const frames = channels[0]?.length ?? 0;
  const data = Buffer.alloc(frames * channels.length * width);
  const write = writer(data, encoding);
  channels.forEach((samples, channel) => {
    for (let frame = 0; frame < frames; frame++)
      write((frame * channels.length + channel) * width, samples[frame] as number);
  });
  const format = Buffer.alloc(extensible ? 40 : 16);
  const tag = encoding === 'f32' ? 3 : 1;
  format.writeUInt16LE(extensible ? 0xfffe : tag, 0);
  format.writeUInt16LE(claims.channels ?? channels.length, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE((rate * channels.length * width) >>> 0, 8);
  format.writeUInt16LE(channels.length * width, 12);
  format.writeUInt16LE(8 * width, 14);
  if (extensible) {
    format.writeUInt16LE(22, 16);
    format.writeUInt16LE(8 * width, 18);
    format.writeUInt16LE(tag, 24);
    // The rest of the GUID of all formats that have a tag.
    Buffer.from('000000001000800000aa00389b71', 'hex').copy(format, 26);
  }
  return riff([
    ['fmt ', format],
    ['data', data, claims.bytes ?? data.length],
  ]);
}

/** A RIFF file of WAVE chunks, each with the length that it claims. */
export function riff(chunks: [name: string, bytes: Uint8Array, claimed?: number][]): Uint8Array {
  const parts = chunks.flatMap(([name, bytes, claimed = bytes.length]) => {
    const head = Buffer.alloc(8);
    head.write(name, 0, 'latin1');
    head.writeUInt32LE(claimed, 4);
    return [head, bytes, new Uint8Array(bytes.length % 2)];
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(12);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  head.write('WAVE', 8, 'latin1');
  return new Uint8Array(Buffer.concat([head, body]));
}

function writer(data: Buffer, encoding: WavEncoding): (at: number, sample: number) => void {
  if (encoding === 'f32') return (at, sample) => data.writeFloatLE(sample, at);
  const bits = Number(encoding.slice(1));
  const most = 2 ** (bits - 1) - 1;
  const scaled = (sample: number) => round(max(-1, min(1, sample)) * most);
  if (bits === 8) return (at, sample) => data.writeUInt8(scaled(sample) + 128, at);
  return (at, sample) => data.writeIntLE(scaled(sample), at, bits / 8);
}
