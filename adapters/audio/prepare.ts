import {
  BufferSource,
  FLAC,
  Input,
  type InputAudioTrack,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from 'mediabunny';
import type { RecordingRefusal } from '../../core/message/recording/recording-refusal.ts';
import type { RecordingLimits } from '../../core/message/recording/recording-limits.ts';
import type { Prepared } from '../../services/ports/prepare-recording.ts';
import { canDecode } from './decode.ts';
import { encodeMp3 } from './encode-mp3.ts';
import { normalizeLoudness } from './loudness.ts';
import { readMono } from './read-mono.ts';
import { remuxAac } from './remux-aac.ts';

/** What browsers record, and what people have as files. */
const FORMATS = [WEBM, MATROSKA, MP4, QTFF, OGG, WAVE, MP3, FLAC];

/** Does the work of `PrepareRecording` on this very thread. */
export async function prepare(bytes: Uint8Array, limits: RecordingLimits): Promise<Prepared> {
  if (bytes.length > limits.bytes) return { refused: 'recording-too-large' };
  using input = new Input({ source: new BufferSource(bytes), formats: FORMATS });
  const track = await onlyTrackOf(input);
  if ('refused' in track) return track;
  try {
    return await prepareTrack(track, limits);
  } catch {
    return { refused: 'damaged' };
  }
}

async function onlyTrackOf(input: Input): Promise<InputAudioTrack | { refused: RecordingRefusal }> {
  try {
    const tracks = await input.getTracks();
    const [track] = tracks;
    if (tracks.some(one => one.isVideoTrack())) return { refused: 'has-video' };
    if (tracks.length > 1) return { refused: 'several-tracks' };
    return track?.isAudioTrack() ? track : { refused: 'not-audio' };
  } catch {
    return { refused: 'not-audio' };
  }
}

async function prepareTrack(
  track: InputAudioTrack,
  { shortest, longest }: RecordingLimits,
): Promise<Prepared> {
  if ((await track.getCodec()) === 'aac') {
    const remuxed = await remuxAac(track, longest);
    if ('refused' in remuxed) return remuxed;
    if (remuxed.duration < shortest) return { refused: 'recording-too-short' };
    return { ...remuxed, mediaType: 'audio/mp4' };
  }
  if (!(await canDecode(track))) return { refused: 'unknown-encoding' };
  const mono = await readMono(track, longest);
  if ('refused' in mono) return mono;
  const duration = Math.round((mono.samples.length * 1_000) / mono.rate);
  if (!(duration >= shortest)) return { refused: 'recording-too-short' };
  if (!normalizeLoudness(mono.samples, mono.rate)) return { refused: 'silent' };
  return { audio: await encodeMp3(mono), mediaType: 'audio/mpeg', duration };
}
