import { peaksOf } from './peaks.ts';

/** Enough to see what is loud and what is silent; the samples themselves are not played. */
const SAMPLE_RATE = 8_000;

/** Decodes audio to its loudness in bars; undefined where the browser cannot. */
export async function waveformOf(audio: Uint8Array, bars: number): Promise<number[] | undefined> {
  try {
    const context = new OfflineAudioContext(1, 1, SAMPLE_RATE);
    const decoded = await context.decodeAudioData(new Uint8Array(audio).buffer);
    return peaksOf(decoded.getChannelData(0), bars);
  } catch {
    return undefined;
  }
}
