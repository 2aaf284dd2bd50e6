/** The limits that this app sets for itself, in AWS's own units. `docs/scale.md` says where each is met. */

/**
 * Requests per second, and at the same time, of all phones together. The API itself has the rate limits per phone and per
 * address.
 */
export const API_THROTTLE = { rateLimit: 200, burstLimit: 400 };

/** The table's stream. */
export const CHANGES = {
  /** The records of one run of the courier: a hanging mail server delays no more messages than these. */
  batchSize: 10,
  /** In each shard; Lambda's maximum. Slow speech or a slow mail server delays few other households. */
  concurrentBatches: 10,
  /** With Lambda's growing pauses this takes about half an hour. Then the position goes to the dead-letter queue. */
  tries: 10,
} as const;

/** The queue of wake-ups. */
export const WAKE_UPS = {
  batchSize: 10,
  /** Lambda recommends six times the timeout of the function that reads the queue. */
  hiddenForTimeouts: 6,
  /** The number of tries of a wake-up before it goes to the dead-letter queue. */
  tries: 5,
} as const;
