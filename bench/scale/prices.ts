/**
 * USD for a million requests or units, list prices of `us-east-1`; docs/cost.md says where they are from. A schedule is
 * charged when it fires; a message on a queue is sent, received and deleted. A request that is not listed is free, as
 * deleting from S3 is.
 */
export const REQUEST_PRICES: Readonly<Record<string, number>> = {
  readUnits: 0.125,
  writeUnits: 0.625,
  PutObject: 5,
  ListObjectVersions: 5,
  GetObject: 0.4,
  CreateSchedule: 1 + 3 * 0.4,
  SendMessage: 3 * 0.4,
};

/** USD for what is not counted by request. */
export const OTHER_PRICES = {
  /** A million characters, Polly's neural voices. */
  neuralSpeech: 16,
  /** A thousand mails, and a GB of attachments. */
  mails: 0.1,
  attachments: 0.12,
  /** A GB second of a function on ARM, and a million runs. */
  functionTime: 0.000_013_333_4,
  functionRuns: 0.2,
  /** A million requests. */
  httpApi: 1,
  cloudFront: 1,
  /** A GB that leaves CloudFront. */
  transfer: 0.085,
  /** A GB of log. */
  logs: 0.5,
} as const;
