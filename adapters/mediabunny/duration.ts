import { BufferSource, Input, type InputFormat, MATROSKA, MP4, OGG, WAVE, WEBM } from 'mediabunny';
import type { Duration } from '../../core/household/instant.ts';

/** What browsers record into. Opera and old Chromium say Matroska where WebM was asked for. */
const MEDIA_TYPES = new Map<InputFormat, string>([
  [WEBM, 'audio/webm'],
  [MATROSKA, 'audio/webm'],
  [MP4, 'audio/mp4'],
  [OGG, 'audio/ogg'],
  [WAVE, 'audio/wav'],
]);

export type Measured =
  | { mediaType: string; duration: Duration }
  /** `not-audio`: no file that browsers record into, broken, or with pictures in it; `empty`: audio without sound. */
  | { refused: 'not-audio' | 'empty' };

/**
 * What kind of recording these bytes are and how long it lasts, in whole milliseconds, read from the packets
 * themselves: browsers leave the duration out of the header of what they record live.
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
