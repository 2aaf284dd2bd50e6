import { registerMp3Encoder } from '@mediabunny/mp3-encoder';
import { AudioSample, AudioSampleSource, BufferTarget, Mp3OutputFormat, Output } from 'mediabunny';
import type { Mono } from './read-mono.ts';
import { resample } from './resample.ts';

/** The sample rates of MPEG-1, MPEG-2 and MPEG-2.5 audio. */
const RATES = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];
const MOST_RATE = 48_000;
/** Bits a second for one channel, at which speech and song lose nothing that one would miss. */
const BITRATE = { narrow: 64_000, wide: 96_000 };
const WIDE = 32_000;
/** LAME makes everything this much quieter, as a guard against clipping that a limited signal does not need. */
const LAME_SCALE = 0.95;

registerMp3Encoder();

/** The rate of the MP3 file for audio of a rate: the same if MP3 has it, else the next higher one. */
export const mp3Rate = (rate: number): number => RATES.find(one => one >= rate) ?? MOST_RATE;

/** Encodes samples as an MP3 file of constant bitrate, without any tags. */
export async function encodeMp3({ samples, rate }: Mono): Promise<Uint8Array> {
  const sampleRate = mp3Rate(rate);
  const data = resample(samples, rate, sampleRate).map(sample => sample / LAME_SCALE);
  const target = new BufferTarget();
  const output = new Output({ format: new Mp3OutputFormat(), target });
  const source = new AudioSampleSource({
    codec: 'mp3',
    bitrate: sampleRate < WIDE ? BITRATE.narrow : BITRATE.wide,
  });
  output.addAudioTrack(source);
  await output.start();
  for (let at = 0; at < data.length; at += sampleRate) {
    const sample = new AudioSample({
      data: data.subarray(at, at + sampleRate),
      format: 'f32-planar',
      numberOfChannels: 1,
      sampleRate,
      timestamp: at / sampleRate,
    });
    await source.add(sample);
    sample.close();
  }
  await output.finalize();
  return new Uint8Array(target.buffer as ArrayBuffer);
}
