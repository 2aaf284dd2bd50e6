import type { Sha256 } from '../../../core/household/bytes/sha256.ts';
import { encodeRecording } from '../../../core/message/recording/recording.ts';
import { recordingOf, recordingOfTake, wordsKey, wordsOf } from './message.ts';
import { RECORDING, WORDS } from './world.ts';

/** Everything that the recording store can hold: its bit in a world, and its bytes. */
const contentKeys = new Map<Sha256, { bit: number; bytes: Uint8Array }>(
  ([1, 2] as const).flatMap(take => [
    [wordsKey(take), { bit: WORDS(take), bytes: new TextEncoder().encode(wordsOf(take)) }],
    ...[true, false].map((dictated): [Sha256, { bit: number; bytes: Uint8Array }] => [
      recordingOf(take, dictated).digest,
      { bit: RECORDING(take), bytes: encodeRecording(recordingOfTake(take, dictated)) },
    ]),
  ]) as [Sha256, { bit: number; bytes: Uint8Array }][],
);
const contentOf = (key: Sha256) => {
  const content = contentKeys.get(key);
  if (!content) throw new Error(`unknown content: ${key}`);
  return content;
};
export const bitOf = (key: Sha256): number => contentOf(key).bit;
export const bytesOf = (key: Sha256): Uint8Array => contentOf(key).bytes;
