import { createMp3Encoder } from 'wasm-media-encoders/esnext';
import { concatenate } from '../../core/household/bytes/byte-parts.ts';
import type { Mono } from './read-mono.ts';
import { resample } from './resample.ts';

/** The sample rates of MPEG-1, MPEG-2 and MPEG-2.5 audio. */
const RATES = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];
const MOST_RATE = 48_000;
/** Kilobits a second for one channel: enough that no loss is heard in speech or song. */
const KILOBITS = { narrow: 64, wide: 96 } as const;
const WIDE = 32_000;
/** LAME makes everything this much quieter, as a guard against clipping that a limited signal does not need. */
const LAME_SCALE = 0.95;

/** The rate of the MP3 file for audio of a rate: the same if MP3 has it, else the next higher one. */
const mp3Rate = (rate: number): number => RATES.find(one => one >= rate) ?? MOST_RATE;

/** Encodes samples as an MP3 file of constant bitrate, without any tags. */
export async function encodeMp3({ samples, rate }: Mono): Promise<Uint8Array> {
  const sampleRate = mp3Rate(rate);
  const data = resample(samples, rate, sampleRate).map(sample => sample / LAME_SCALE);
  const encoder = await createMp3Encoder();
  encoder.configure({
    channels: 1,
    sampleRate,
    bitrate: sampleRate < WIDE ? KILOBITS.narrow : KILOBITS.wide,
  });
  const parts: Uint8Array[] = [];
  // The encoder uses its output buffer again, so each part is copied.
  for (let at = 0; at < data.length; at += sampleRate)
    parts.push(encoder.encode([data.subarray(at, at + sampleRate)]).slice());
  parts.push(encoder.finalize().slice());
  return concatenate(parts);
}
