/**
 * Every metric: the function that it is attributed to (`of`), and its unit. A metric has one function even where several
 * report it, so that CloudWatch charges it once: a discard by voice counts for the companion like a discard on the phone.
 */
export const METRICS = {
  held: { of: 'skill', unit: 'Count' },
  stopped: { of: 'skill', unit: 'Count' },
  released: { of: 'companion', unit: 'Count' },
  discarded: { of: 'companion', unit: 'Count' },
  expired: { of: 'courier', unit: 'Count' },
  delivered: { of: 'courier', unit: 'Count' },
  failed: { of: 'courier', unit: 'Count' },
  unknown: { of: 'courier', unit: 'Count' },
  /** A push service took a push. */
  pushTaken: { of: 'courier', unit: 'Count' },
  /** A push service refused a push, or no longer knows the phone. */
  pushLost: { of: 'courier', unit: 'Count' },
  /** From the hold to the first push about it that a push service took. */
  timeToPush: { of: 'courier', unit: 'Milliseconds' },
  /** From the release to the delivery. */
  timeToDelivery: { of: 'courier', unit: 'Milliseconds' },
} as const satisfies Record<string, { of: string; unit: 'Count' | 'Milliseconds' }>;

export type Metric = keyof typeof METRICS;

/** What becomes of conversations and messages, each counted once. */
export const MESSAGE_METRICS = [
  'held',
  'stopped',
  'released',
  'discarded',
  'expired',
  'delivered',
  'failed',
  'unknown',
] as const satisfies Metric[];
export type Measured = { metric: Metric; value: number };
