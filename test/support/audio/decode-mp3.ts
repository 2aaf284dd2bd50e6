import { MPEGDecoder } from 'mpg123-decoder';
import type { Sound } from './sound.ts';

/** Decodes an MP3 file of one channel as a player does. */
export async function decodeMp3(bytes: Uint8Array): Promise<Sound> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  const { channelData, samplesDecoded, sampleRate, errors } = decoder.decode(bytes);
  decoder.free();
  if (errors.length > 0 || channelData.length === 0) throw new Error('This MP3 cannot be played.');
  return { samples: (channelData[0] as Float32Array).slice(0, samplesDecoded), rate: sampleRate };
}
