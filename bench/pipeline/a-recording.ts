import { prepareInWorker } from '../../adapters/audio/prepare-in-worker.ts';
import { aWav } from '../../test/support/audio/a-wav.ts';
import { speechLike } from '../../test/support/audio/sound.ts';

/** A recording of this length is an MP3 file of 200 kB. */
const RECORDED = 25_000;

/** What a microphone could have recorded. */
export function aMicrophone(): Uint8Array {
  const said = speechLike(24_000, RECORDED);
  return aWav([said.samples], said.rate);
}

/** A recording in the form in which it is held: 64 kbit/s MP3. */
export async function prepared(audio: Uint8Array): Promise<Buffer> {
  const recording = await prepareInWorker()(audio);
  if ('refused' in recording) throw new Error(recording.refused);
  return Buffer.from(recording.audio);
}

export const aRecording = (): Promise<Buffer> => prepared(aMicrophone());
