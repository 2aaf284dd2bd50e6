import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  type InputAudioTrack,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import type { Duration } from '../../core/household/instant.ts';
import type { RecordingRefusal } from '../../core/message/recording/recording-refusal.ts';

import { isUsualRate } from './decode.ts';

/** AAC-LC, and its two extensions, which are played as AAC-LC where a player does not know them. */
const PROFILES = /^mp4a\.40\.(2|5|29)$/;
/** ISO/IEC 14496-3: an AAC packet has 1,024 samples at the core's rate. */
const SAMPLES_IN_PACKET = 1_024;
/** A packet of silence has a handful of bytes: no sound of any microphone fits in. */
const SILENT_PACKET = 16;

/**
 * Copies the packets of an AAC track into a plain m4a file with its index first, as phones and mail programs play it. Each
 * packet gets the time that its samples take, whatever the file claims.
 */
export async function remuxAac(
  track: InputAudioTrack,
  longest: Duration,
): Promise<{ audio: Uint8Array; duration: Duration } | { refused: RecordingRefusal }> {
  const decoderConfig = await track.getDecoderConfig();
  if (!decoderConfig?.description || !PROFILES.test(decoderConfig.codec))
    return { refused: 'unknown-encoding' };
  const { sampleRate, numberOfChannels } = decoderConfig;
  if (!isUsualRate(sampleRate) || numberOfChannels > 2) return { refused: 'unknown-encoding' };
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const source = new EncodedAudioPacketSource('aac');
  output.addAudioTrack(source);
  await output.start();
  const duration = SAMPLES_IN_PACKET / sampleRate;
  let [count, bytes] = [0, 0];
  for await (const packet of new EncodedPacketSink(track).packets()) {
    if (packet.data.length === 0) return { refused: 'damaged' };
    await source.add(
      packet.clone({ timestamp: count * duration, duration }),
      count ? undefined : { decoderConfig },
    );
    count++;
    bytes += packet.data.length;
    if (count * duration * 1_000 > longest) return { refused: 'recording-too-long' };
  }
  if (bytes < count * SILENT_PACKET) return { refused: 'silent' };
  if (count === 0) return { refused: 'recording-too-short' };
  await output.finalize();
  return {
    audio: new Uint8Array(target.buffer as ArrayBuffer),
    duration: Math.round(count * duration * 1_000),
  };
}
