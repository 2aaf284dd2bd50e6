import { after, type Duration, type Instant, minutes } from '../../core/household/instant.ts';
import type { Recording } from '../../core/message/recording.ts';

/** Limits of a recording, in bytes and milliseconds. A shorter one is a slip of the finger. */
export const recordingLimits = { bytes: 10_000_000, longest: minutes(3), shortest: 300 } as const;

/** A recording waits this long for its conversation. */
export const UNCLAIMED: Duration = minutes(2);
/** The most recordings that wait at once; usually one a room. */
const WAITING = 8;

/** Measures audio. adapters/mediabunny/duration.ts implements it. */
export type Measure = (
  bytes: Uint8Array,
) => Promise<{ mediaType: string; duration: Duration } | { refused: string }>;

/** Keeps audio from the page's microphone until the conversation takes it. */
export type Recorder = {
  /** Measures audio and keeps it under a reference. Refuses audio that cannot be read, is too long or too short. */
  put(bytes: Uint8Array): Promise<{ reference: string } | { refused: string }>;
  /** The audio of a reference; a second call gives nothing. */
  take(reference: string): Promise<Recording | undefined>;
  /** Drops recordings that nobody took in time. */
  sweep(): void;
};

/** Keeps recordings in memory, each for {@link UNCLAIMED} at most. */
export function createRecorder({
  measure,
  clock,
  newId,
}: {
  measure: Measure;
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
      if (bytes.length > recordingLimits.bytes) return { refused: 'recording-too-large' };
      const measured = await measure(bytes);
      if ('refused' in measured) return measured;
      const { mediaType, duration } = measured;
      if (!(duration >= recordingLimits.shortest)) return { refused: 'recording-too-short' };
      if (duration > recordingLimits.longest) return { refused: 'recording-too-long' };
      sweep();
      const [oldest] = waiting.keys();
      if (oldest !== undefined && waiting.size >= WAITING) waiting.delete(oldest);
      const reference = newId();
      waiting.set(reference, {
        recording: { audio: bytes, mediaType, duration: Math.round(duration) },
        until: after(clock(), UNCLAIMED),
      });
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
