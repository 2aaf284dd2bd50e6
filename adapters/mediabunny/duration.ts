import { BufferSource, Input, type InputFormat, MATROSKA, MP4, OGG, WAVE, WEBM } from 'mediabunny';
import type { Duration } from '../../core/household/instant.ts';

/** The formats that browsers record. Opera and old Chromium give Matroska when WebM was requested. */
const MEDIA_TYPES = new Map<InputFormat, string>([
  [WEBM, 'audio/webm'],
  [MATROSKA, 'audio/webm'],
  [MP4, 'audio/mp4'],
  [OGG, 'audio/ogg'],
  [WAVE, 'audio/wav'],
]);

export type Measured =
  | { mediaType: string; duration: Duration }
  /** `not-audio`: another format, a broken file, or one with pictures in it. `empty`: a duration of 0. */
  | { refused: 'not-audio' | 'empty' };

/**
 * Reads a recording's media type and its duration in whole milliseconds. The duration comes from the packets, because
 * browsers leave it out of the header of a live recording.
 */
export async function measureRecording(bytes: Uint8Array): Promise<Measured> {
  using input = new Input({ source: new BufferSource(bytes), formats: [...MEDIA_TYPES.keys()] });
  try {
    const mediaType = MEDIA_TYPES.get(await input.getFormat());
    const tracks = await input.getTracks();
    const [track] = tracks;
    if (!mediaType || !track || !tracks.every(one => one.isAudioTrack())) return { refused: 'not-audio' };
    const start = Math.max(0, await track.getFirstTimestamp());
    const duration = Math.round(((await track.computeDuration()) - start) * 1_000);
    return duration > 0 ? { mediaType, duration } : { refused: 'empty' };
  } catch {
    return { refused: 'not-audio' };
  }
}
