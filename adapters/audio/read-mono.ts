import type { InputAudioTrack } from 'mediabunny';
import type { Duration } from '../../core/household/instant.ts';
import type { RecordingRefusal } from '../../core/message/recording/recording-refusal.ts';
import { decode, isUsualRate } from './decode.ts';

/** The most samples that are kept: more than ten minutes at 16 kHz or four at 48 kHz. They take 48 MB. */
const MOST_SAMPLES = 12_000_000;
/** If all channels together have less than this part of the power of one, they cancel each other out. */
const CANCELLED = 0.1;

export type Mono = { samples: Float32Array; rate: number };

/** Decodes a track into one channel, and stops as soon as it lasts longer than `longest`. */
export async function readMono(
  track: InputAudioTrack,
  longest: Duration,
): Promise<Mono | { refused: RecordingRefusal }> {
  const mixed = await readChannel(track, longest);
  if ('refused' in mixed || mixed.loudest === undefined) return mixed;
  return readChannel(track, longest, mixed.loudest);
}

/** Reads the mean of all channels or one of them. `loudest` is a channel that the mean has lost. */
async function readChannel(
  track: InputAudioTrack,
  longest: Duration,
  only?: number,
): Promise<(Mono & { loudest?: number }) | { refused: RecordingRefusal }> {
  const parts: Float32Array[] = [];
  const powers: number[] = [];
  let [rate, length, power] = [0, 0, 0];
  for await (const chunk of decode(track)) {
    const { channels } = chunk;
    if (!channels[0]?.length) continue;
    rate ||= chunk.rate;
    if (chunk.rate !== rate) return { refused: 'damaged' };
    // The samples may differ from what the file says about them.
    if (!isUsualRate(rate)) return { refused: 'unknown-encoding' };
    const part = mix(only === undefined ? channels : channels.slice(only, only + 1));
    length += part.length;
    if (length > Math.min((longest * rate) / 1_000, MOST_SAMPLES)) return { refused: 'recording-too-long' };
    parts.push(part);
    power += powerOf(part);
    for (const [i, channel] of channels.entries()) powers[i] = (powers[i] ?? 0) + powerOf(channel);
  }
  const samples = new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    samples.set(part, at);
    at += part.length;
  }
  const loudest = powers.indexOf(Math.max(...powers));
  const isLost = only === undefined && power < CANCELLED * (powers[loudest] ?? 0);
  return { samples, rate, ...(isLost && { loudest }) };
}

/** The mean of all channels. What is no number becomes silence, and a sample is cut to eight times full scale. */
function mix(channels: Float32Array[]): Float32Array {
  const mean = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels)
    for (let i = 0; i < mean.length; i++) {
      const sample = channel[i] as number;
      mean[i] = (mean[i] as number) + (Number.isNaN(sample) ? 0 : Math.max(-8, Math.min(8, sample)));
    }
  return channels.length === 1 ? mean : mean.map(sum => sum / channels.length);
}

function powerOf(samples: Float32Array): number {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  return power;
}
