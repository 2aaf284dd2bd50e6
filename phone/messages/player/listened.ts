import type { Duration } from '../../../core/household/instant.ts';

/** What is known of a listening: all lengths in milliseconds. */
export type Listened = {
  /** Of the recording. */
  duration: Duration;
  /** Since the house took note that this phone is listening. */
  elapsed: Duration;
  /** How much of the recording was played, each part counted once, skipped parts not at all. */
  played: Duration;
  ended: boolean;
};

/**
 * Whether the message may be released: at least half its duration has passed, which the house checks too and
 * which playing at double speed reaches, and it was played to the end or at least half of it was.
 */
export const listenedEnough = ({ duration, elapsed, played, ended }: Listened): boolean =>
  elapsed >= duration / 2 && (ended || played >= duration / 2);

/** How much the parts cover, given as pairs of start and end. */
export const covered = (parts: readonly (readonly [number, number])[]): number =>
  parts.reduce((sum, [start, end]) => sum + Math.max(0, end - start), 0);
