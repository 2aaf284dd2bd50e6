import {
  ALL_FORMATS,
  type AudioCodec,
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  MkvOutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  type OutputFormat,
  WebMOutputFormat,
} from 'mediabunny';

/** The containers that a test may ask for. */
export const CONTAINERS = {
  webm: () => new WebMOutputFormat(),
  matroska: () => new MkvOutputFormat(),
  mp4: () => new Mp4OutputFormat({ fastStart: false }),
  'fragmented mp4': () => new Mp4OutputFormat({ fastStart: 'fragmented' }),
  ogg: () => new OggOutputFormat(),
} satisfies Record<string, () => OutputFormat>;
export type Container = keyof typeof CONTAINERS;

/** Encoded audio: its codec, what a decoder must know, and its packets. */
export type Encoded = {
  codec: AudioCodec;
  config: AudioDecoderConfig;
  packets: Uint8Array[];
  seconds: number;
};

/** The packets of a file's only audio track. */
export async function packetsOf(file: Uint8Array): Promise<Encoded> {
  using input = new Input({ source: new BufferSource(file), formats: ALL_FORMATS });
  const track = await input.getPrimaryAudioTrack();
  const [codec, config] = [await track?.getCodec(), await track?.getDecoderConfig()];
  if (!track || !codec || !config) throw new Error('There is no audio in it.');
  const packets: Uint8Array[] = [];
  for await (const { data } of new EncodedPacketSink(track).packets()) packets.push(data);
  return { codec, config, packets, seconds: (await track.computeDuration()) / packets.length };
}

/** AAC-LC at 48 kHz whose packets nobody could decode: enough for what only copies them. */
export const someAac = (count: number, length = 200): Encoded => ({
  codec: 'aac',
  config: {
    codec: 'mp4a.40.2',
    sampleRate: 48_000,
    numberOfChannels: 1,
    description: new Uint8Array([0x11, 0x88]),
  },
  packets: Array.from({ length: count }, (_, i) => new Uint8Array(length).fill(i % 256)),
  seconds: 1_024 / 48_000,
});

/** A file of these tracks. `video` adds one with pictures, and `after` moves each packet behind the first, in seconds. */
export async function aFile(
  container: Container,
  tracks: Encoded[],
  { video = false, after = 0 }: { video?: boolean; after?: number } = {},
): Promise<Uint8Array> {
  const target = new BufferTarget();
  const output = new Output({ format: CONTAINERS[container](), target });
  const sources = tracks.map(({ codec }) => new EncodedAudioPacketSource(codec));
  for (const source of sources) output.addAudioTrack(source);
  const pictures = new EncodedVideoPacketSource('vp8');
  if (video) output.addVideoTrack(pictures);
  await output.start();
  for (const [n, { config, packets, seconds }] of tracks.entries())
    for (const [i, data] of packets.entries())
      await sources[n]?.add(
        new EncodedPacket(data, 'key', i * seconds + (i > 0 ? after : 0), seconds),
        i === 0 ? { decoderConfig: config } : undefined,
      );
  if (video)
    await pictures.add(new EncodedPacket(new Uint8Array(50), 'key', 0, 1), {
      decoderConfig: { codec: 'vp8', codedWidth: 64, codedHeight: 64 },
    });
  await output.finalize();
  return new Uint8Array(target.buffer as ArrayBuffer);
}
