import { after, type Duration, type Instant, minutes } from '../../core/household/instant.ts';
import type { Recording } from '../../core/message/recording/recording.ts';
import type { RecordingRefusal } from '../../core/message/recording/recording-refusal.ts';
import type { PrepareRecording } from '../../services/ports/prepare-recording.ts';

/** A recording waits this long for its conversation. */
export const UNCLAIMED: Duration = minutes(2);
/** The most recordings that wait at once; usually one a room. */
const WAITING = 8;

/** Keeps audio from the page's microphone until the conversation takes it. */
export type Recorder = {
  /** Brings audio into its final form and keeps that under a reference. */
  put(bytes: Uint8Array): Promise<{ reference: string } | { refused: RecordingRefusal }>;
  /** The audio of a reference; a second call gives nothing. */
  take(reference: string): Promise<Recording | undefined>;
  /** Drops recordings that nobody took in time. */
  sweep(): void;
};

/** Keeps recordings in memory, each for {@link UNCLAIMED} at most. */
export function createRecorder({
  prepare,
  clock,
  newId,
}: {
  prepare: PrepareRecording;
  clock: () => Instant;
  newId: () => string;
}): Recorder {
  const waiting = new Map<string, { recording: Recording; until: Instant }>();

  function sweep(): void {
    const now = clock();
    for (const [reference, { until }] of waiting) if (now >= until) waiting.delete(reference);
  }

  return {
    sweep,
    async put(bytes) {
      const recording = await prepare(bytes);
      if ('refused' in recording) return recording;
      sweep();
      const [oldest] = waiting.keys();
      if (oldest !== undefined && waiting.size >= WAITING) waiting.delete(oldest);
      const reference = newId();
      waiting.set(reference, { recording, until: after(clock(), UNCLAIMED) });
      return { reference };
    },
    async take(reference) {
      sweep();
      const found = waiting.get(reference);
      waiting.delete(reference);
      return found?.recording;
    },
  };
}
