import type { Duration } from '../../core/household/instant.ts';

/**
 * The duration of a WAV file in whole milliseconds, read from its `fmt ` and `data` chunks (RIFF); undefined if the bytes
 * are not a WAV file.
 */
export function wavDuration(wav: Uint8Array): Duration | undefined {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength);
  const name = (at: number): string => String.fromCharCode(...wav.subarray(at, at + 4));
  if (wav.length < 12 || name(0) !== 'RIFF' || name(8) !== 'WAVE') return undefined;
  let bytesPerSecond = 0;
  for (let at = 12; at + 8 <= wav.length;) {
    const length = view.getUint32(at + 4, true);
    if (name(at) === 'fmt ' && at + 24 <= wav.length) bytesPerSecond = view.getUint32(at + 16, true);
    if (name(at) === 'data' && bytesPerSecond > 0)
      return Math.round((Math.min(length, wav.length - at - 8) * 1_000) / bytesPerSecond);
    at += 8 + length + (length % 2);
  }
  return undefined;
}
