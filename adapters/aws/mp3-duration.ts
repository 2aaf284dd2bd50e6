import type { Duration } from '../../core/household/instant.ts';

/** Bit rates of MPEG audio layer III in kbit/s, by the header's index: of version 1, and of versions 2 and 2.5. */
const BIT_RATES = {
  first: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  second: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
/** Sample rates of version 1 in Hz. Version 2 has half of them, and version 2.5 a quarter. */
const SAMPLE_RATES = [44_100, 48_000, 32_000];

/**
 * The duration of an MP3 in whole milliseconds, summed frame by frame (ISO/IEC 11172-3 §2.4.1, 13818-3), because a
 * streamed MP3 has it nowhere else. Tags and other bytes between frames are skipped. 0 if there is no whole frame.
 */
export function mp3Duration(bytes: Uint8Array): Duration {
  let seconds = 0;
  let at = afterTag(bytes);
  while (at + 4 <= bytes.length) {
    const frame = frameAt(bytes, at);
    if (frame && at + frame.length <= bytes.length) {
      seconds += frame.seconds;
      at += frame.length;
    } else at++;
  }
  return Math.round(seconds * 1_000);
}

/** Where the audio begins: after the ID3v2 tag, whose length is given in seven bits a byte (ID3v2.4 §3.1). */
function afterTag(bytes: Uint8Array): number {
  const [i, d, three, , , , a = 0, b = 0, c = 0, e = 0] = bytes;
  const isTag = i === 0x49 && d === 0x44 && three === 0x33;
  return isTag ? 10 + (a * 2 ** 21 + b * 2 ** 14 + c * 2 ** 7 + e) : 0;
}

/** Reads the frame header at this position: the frame's length in bytes and its duration in seconds. */
function frameAt(bytes: Uint8Array, at: number): { length: number; seconds: number } | undefined {
  const [sync = 0, what = 0, rates = 0] = bytes.subarray(at, at + 3);
  const version = (what >> 3) & 3;
  const layer = (what >> 1) & 3;
  if (sync !== 0xff || what >> 5 !== 7 || version === 1 || layer !== 1) return undefined;
  const first = version === 3;
  const kilobits = BIT_RATES[first ? 'first' : 'second'][rates >> 4];
  const fullRate = SAMPLE_RATES[(rates >> 2) & 3];
  if (!kilobits || !fullRate) return undefined;
  const rate = first ? fullRate : version === 2 ? fullRate / 2 : fullRate / 4;
  const samples = first ? 1_152 : 576;
  const padding = (rates >> 1) & 1;
  return {
    length: Math.floor(((samples / 8) * kilobits * 1_000) / rate) + padding,
    seconds: samples / rate,
  };
}
