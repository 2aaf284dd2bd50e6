import type { Sha256 } from '../../core/household/bytes/sha256.ts';
import { type Recording, recordingDigest } from '../../core/message/recording/recording.ts';
import type { MessageView } from '../../core/api/message-routes.ts';

/** A recording with the digest that this phone computed over the bytes and the transcript that it plays and shows. */
export type CheckedRecording = Recording & { digest: Sha256 };

/** Compares a download with the digest in the message; undefined if it is another recording. */
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
