import { minutes, seconds } from '../../core/household/instant.ts';
import { REFRESH_EVERY } from '../../phone/session/poll.ts';
import type { FunctionName } from '../../lambda/environment.ts';
import type { LegName } from './counted-requests.ts';

/** What nobody has measured. docs/scale.md states each with its reason and what follows from a wrong one. */

/** How people use it. Seconds. */
export type People = {
  /** Of all held messages: released, discarded; the others expire. */
  released: number;
  discarded: number;
  /** From "send a message to Anna" to the words. */
  dictating: number;
  /** The median time from a held message to its owner, and the spread of its logarithm. */
  answering: { median: number; spread: number };
  /** How long the app is open for a message, and how often it looks. */
  appOpen: number;
  looksEvery: number;
  hold: number;
  undo: number;
  /** How long a phone tries again to be heard. */
  patience: number;
};

export const PEOPLE: People = {
  released: 0.8,
  discarded: 0.1,
  dictating: 8,
  answering: { median: 90, spread: 1.2 },
  appOpen: 60,
  looksEvery: REFRESH_EVERY / seconds(1),
  hold: minutes(60) / seconds(1),
  undo: 5,
  patience: 60,
};

/** Of one message. The list that a phone looks at has a few messages. */
export const MESSAGE = {
  characters: 100,
  mailBytes: 80_000,
  recordingBytes: 60_000,
  lookBytes: 4_000,
  logBytes: 15_000,
} as const;

/** Messages of a household a day: what is taken, and the range in which it may be. */
export const MESSAGES_A_DAY = { taken: 1, least: 0.2, most: 3 } as const;

/**
 * The share of a day's messages in each hour, for households in one time zone, which is the hardest case: a morning and an
 * evening peak, and hardly anything at night.
 */
export const HOURS = [
  0.3, 0.15, 0.1, 0.1, 0.2, 0.8, 3, 6.5, 6, 4, 3.5, 4, 5, 4.5, 4, 5.5, 7.5, 10, 10.5, 9, 7, 5, 2.5, 0.85,
].map(percent => percent / 100);

/** What a request takes, in seconds. AWS promises none of them; a call within a region takes about so long. */
export const LATENCY: Readonly<Record<string, number>> = {
  Query: 0.008,
  GetItem: 0.005,
  BatchGetItem: 0.006,
  PutItem: 0.008,
  TransactWriteItems: 0.02,
  GetObject: 0.03,
  PutObject: 0.05,
  ListObjectVersions: 0.04,
  DeleteObjects: 0.04,
  SynthesizeSpeech: 0.5,
  CreateSchedule: 0.04,
  SendMessage: 0.012,
  SendEmail: 0.15,
};

/** What a function computes on a leg, in seconds: measured on this project's machine, times what Lambda's memory gives. */
export const COMPUTING: Readonly<Record<LegName, number>> = {
  opened: 0.015,
  dictated: 0.025,
  // Loudness and MP3 of six seconds, on 0.29 of a core.
  rendered: 0.4,
  // One push to a phone.
  pushed: 0.15,
  looked: 0.02,
  released: 0.1,
  discarded: 0.05,
  noticed: 0.005,
  awaited: 0.005,
  delivered: 0.1,
  scheduled: 0,
  kept: 0.005,
  erased: 0.01,
  expired: 0.01,
};

/** What a new copy takes before its first work, in seconds. */
export const COLD_START: Readonly<Record<FunctionName, number>> = { skill: 0.6, companion: 0.9, courier: 1 };

/** The spread of the logarithm of a run's duration. */
export const DURATION_SPREAD = 0.3;

/** From a write to the courier, by the table's stream, and from a message on the queue. Seconds. */
export const STREAM_DELAY = 0.3;
export const QUEUE_DELAY = 0.05;

/** How long Lambda keeps an idle copy, in seconds. It publishes no figure. */
export const COPIES_KEPT = 300;

/** How long the SDK's tries take when a service throttles, in seconds (`adapters/aws/aws-client.ts`). */
export const SDK_PATIENCE = 1.5;
