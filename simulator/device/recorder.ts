import { after, type Duration, type Instant, minutes } from '../../core/household/instant.ts';
import type { Recording } from '../../core/message/recording.ts';

/** What a microphone may give: bytes, and milliseconds. A slip of the finger is shorter, a message never longer. */
export const recordingLimits = { bytes: 10_000_000, longest: minutes(3), shortest: 300 } as const;

/** How long audio waits for the conversation that asked for it. */
export const UNCLAIMED: Duration = minutes(2);
/** How many recordings wait at once; one a room is the rule. */
const WAITING = 8;

/** What measuring says of audio; made by home/duration.mediabunny.ts. */
export type Measure = (
  bytes: Uint8Array,
) => Promise<{ mediaType: string; duration: Duration } | { refused: string }>;

/** Audio from the device's own microphone, until the conversation takes it. */
export type Recorder = {
  /** Measures audio and keeps it behind a reference; refuses what is no recording, too long or too short. */
  put(bytes: Uint8Array): Promise<{ reference: string } | { refused: string }>;
  /** The audio behind a reference, once. */
  take(reference: string): Promise<Recording | undefined>;
  /** Forgets what nobody claimed in time. */
  sweep(): void;
};

/** Keeps recordings in memory only, each for one taker and for {@link UNCLAIMED}. */
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
