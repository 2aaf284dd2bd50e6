import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { type AudioSample, AudioSampleSink, EncodedPacketSink, type InputAudioTrack } from 'mediabunny';
import { MPEGDecoder } from 'mpg123-decoder';
import { OpusDecoder } from 'opus-decoder';

/** Some samples of a track, one array for each channel. */
export type Chunk = { channels: Float32Array[]; rate: number };

/** What the decoders of the wasm-audio-decoders family have in common. */
type Engine = {
  ready: Promise<void>;
  free(): void;
  decodeFrames(packets: Uint8Array[]): Decoded | Promise<Decoded>;
};
type Decoded = {
  channelData: Float32Array[];
  samplesDecoded: number;
  sampleRate: number;
  errors: { message: string }[];
};

/** The encodings that are decoded, besides PCM. */
const ENGINES: Readonly<Record<string, (channels: number) => Engine>> = {
  opus: channels => new OpusDecoder({ channels, preSkip: 0 }),
  mp3: () => new MPEGDecoder(),
  flac: () => new FLACDecoder(),
};
/** A decoder is asked for this many packets at once: about a second. */
const PACKETS_AT_ONCE = 50;

/** Sample rates in hertz, and numbers of channels, that a microphone or a sound program may give. */
const RATES = { least: 8_000, most: 192_000 };
const MOST_CHANNELS = 8;
/** Opus with more channels is several streams in one (RFC 7845 §5.1.1). */
const MOST_OPUS_CHANNELS = 2;

/** Whether {@link decode} knows the encoding of a track, and its figures are usual. */
export async function canDecode(track: InputAudioTrack): Promise<boolean> {
  const codec = (await track.getCodec()) ?? '';
  const most = codec === 'opus' ? MOST_OPUS_CHANNELS : MOST_CHANNELS;
  const channels = await track.getNumberOfChannels();
  return (
    (codec in ENGINES || /^pcm-|^[au]law$/.test(codec)) &&
    channels >= 1 &&
    channels <= most &&
    isUsualRate(await track.getSampleRate())
  );
}

export const isUsualRate = (rate: number): boolean => rate >= RATES.least && rate <= RATES.most;

/**
 * Decodes a track from its first packet to its last. Packets are put one after the other, whatever times the file
 * claims for them. Throws where a packet cannot be decoded.
 */
export async function* decode(track: InputAudioTrack): AsyncGenerator<Chunk> {
  const codec = (await track.getCodec()) ?? '';
  const engineFor = ENGINES[codec];
  if (!engineFor) {
    for await (const sample of new AudioSampleSink(track).samples()) yield chunkOf(sample);
    return;
  }
  const config = await track.getDecoderConfig();
  const engine = engineFor(await track.getNumberOfChannels());
  await engine.ready;
  try {
    // FLAC's packets need not repeat the rate that is said in the head of the file.
    let packets = codec === 'flac' && config?.description ? [bytesOf(config.description)] : [];
    for await (const { data } of new EncodedPacketSink(track).packets()) {
      packets.push(data);
      if (packets.length < PACKETS_AT_ONCE) continue;
      yield await decodeAll(engine, packets);
      packets = [];
    }
    yield await decodeAll(engine, packets);
  } finally {
    engine.free();
  }
}

async function decodeAll(engine: Engine, packets: Uint8Array[]): Promise<Chunk> {
  const { channelData, samplesDecoded, sampleRate, errors } = await engine.decodeFrames(packets);
  if (errors[0]) throw new Error(errors[0].message);
  return { channels: channelData.map(one => one.subarray(0, samplesDecoded)), rate: sampleRate };
}

const bytesOf = (source: AllowSharedBufferSource): Uint8Array =>
  ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);

function chunkOf(sample: AudioSample): Chunk {
  const channels = Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
    const channel = new Float32Array(sample.numberOfFrames);
    sample.copyTo(channel, { format: 'f32-planar', planeIndex });
    return channel;
  });
  const rate = sample.sampleRate;
  sample.close();
  return { channels, rate };
}
