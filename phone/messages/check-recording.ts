import type { Sha256 } from '../../core/household/sha256.ts';
import { type Recording, recordingDigest } from '../../core/message/recording.ts';
import type { MessageView } from '../../core/api/views.ts';

/** A recording whose digest this phone has computed itself, over the very bytes and words it plays and shows. */
export type CheckedRecording = Recording & { digest: Sha256 };

/** Holds what was downloaded against what the message says; undefined if it is another recording. */
export function checkRecording(
  { digest, mediaType, duration }: NonNullable<MessageView['recording']>,
  audio: Uint8Array,
  transcript: string | undefined,
): CheckedRecording | undefined {
  const recording: Recording = {
    audio,
    mediaType,
    duration,
    ...(transcript !== undefined && { transcript }),
  };
  const computed = recordingDigest(recording);
  return computed === digest ? { ...recording, digest: computed } : undefined;
}
