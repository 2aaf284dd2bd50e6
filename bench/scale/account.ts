import { FUNCTION_SETTINGS } from '../../infra/stack/function-settings.ts';
import { API_THROTTLE, CHANGES, WAKE_UPS } from '../../infra/stack/own-limits.ts';
import type { FunctionName } from '../../lambda/environment.ts';
import { COPIES_KEPT } from './assumptions.ts';
import { Functions } from './functions.ts';
import { RateLimit } from './rate-limit.ts';
import { Station } from './station.ts';
import { Usage } from './usage.ts';

/** A rate a second, and what may pass at once. */
type Rate = { rate: number; burst?: number };

/** The limits of an AWS account in one region, and of what runs in it. */
export type Limits = {
  /** Runs of all functions at once. */
  functions: number;
  reserved: Partial<Record<FunctionName, number>>;
  newCopies: { rate: number; burst: number };
  /** Our own throttle of the phone API. */
  apiThrottle: Rate;
  api: Rate;
  speech: Rate;
  mail: Rate;
  mailsADay: number;
  secrets: Rate;
  writeUnits: Rate;
  readUnits: Rate;
  puts: Rate;
  gets: Rate;
  newSchedules: Rate;
  firedSchedules: Rate;
  shards: number;
  queue: { from: number; perSecond: number; most: number };
};

/**
 * The limits of an account out of SES's sandbox that has asked for nothing, and of this app as it comes. docs/scale.md says
 * which were read in AWS's pages and which were not looked up.
 */
export const AS_IT_COMES: Limits = {
  functions: 1_000,
  reserved: {},
  newCopies: { rate: 100, burst: 1_000 },
  apiThrottle: { rate: API_THROTTLE.rateLimit, burst: API_THROTTLE.burstLimit },
  api: { rate: 10_000, burst: 5_000 },
  speech: { rate: 8, burst: 10 },
  // SES publishes none: an account gets what its request says. Often it is this.
  mail: { rate: 14 },
  mailsADay: 50_000,
  secrets: { rate: 40 },
  writeUnits: { rate: 4_000 },
  readUnits: { rate: 12_000 },
  puts: { rate: 3_500 },
  gets: { rate: 5_500 },
  newSchedules: { rate: 5_000 },
  firedSchedules: { rate: 1_000 },
  // A new table on demand has four partitions of 1,000 write units, and a shard each.
  shards: 4,
  queue: { from: 5, perSecond: 5, most: 1_000 },
};

/** What the operator asks for and sets before a million households come. */
export const RAISED: Limits = {
  ...AS_IT_COMES,
  apiThrottle: { rate: 2_000, burst: 4_000 },
  speech: { rate: 100 },
  mail: { rate: 100 },
  mailsADay: 2_000_000,
};

/** What can refuse or keep waiting, as docs/scale.md names it. */
export const RESOURCES = {
  apiThrottle: 'the API’s own throttle',
  api: 'HTTP API',
  speech: 'Polly',
  mail: 'SES: mails a second',
  secrets: 'SSM: secrets of new copies',
  writeUnits: 'DynamoDB: write units',
  readUnits: 'DynamoDB: read units',
  puts: 'S3: puts',
  gets: 'S3: gets',
  newSchedules: 'Scheduler: new schedules',
  firedSchedules: 'Scheduler: schedules that fire',
  changes: 'the table’s stream',
  wakeUps: 'the queue of wake-ups',
  // Last, because whatever else is too small keeps more runs waiting.
  functions: 'Lambda: runs at once',
} as const;
export type ResourceName = keyof typeof RESOURCES;
/** A resource with a limit for each second. The others limit how many run at once. */
type RateName = Exclude<ResourceName, 'functions' | 'changes' | 'wakeUps'>;
export const isRate = (name: ResourceName): name is RateName =>
  name !== 'functions' && name !== 'changes' && name !== 'wakeUps';

/** A simulated account: every resource, with its usage. */
export class Account {
  readonly limits: Limits;
  readonly functions: Functions;
  readonly changes: Station;
  readonly wakeUps: Station;
  readonly rates: Readonly<Record<RateName, RateLimit>>;
  mails = 0;
  /** The messages that began. */
  readonly begun = new Usage();

  constructor(limits: Limits) {
    this.limits = limits;
    this.functions = new Functions({
      atOnce: limits.functions,
      reserved: limits.reserved,
      newCopies: limits.newCopies,
      kept: COPIES_KEPT,
    });
    this.changes = new Station({
      lines: limits.shards * CHANGES.concurrentBatches,
      batchSize: CHANGES.batchSize,
      servers: { from: 1, perSecond: 0, most: 1 },
    });
    this.wakeUps = new Station({ lines: 1, batchSize: WAKE_UPS.batchSize, servers: limits.queue });
    const names = (Object.keys(RESOURCES) as ResourceName[]).filter(isRate);
    this.rates = Object.fromEntries(
      names.map(name => [name, new RateLimit(limits[name])]),
    ) as typeof this.rates;
  }

  usageOf(name: ResourceName): Usage {
    return isRate(name) ? this.rates[name].usage : this[name].usage;
  }

  lift(name: ResourceName): void {
    if (isRate(name)) this.rates[name].lift();
    else this[name].lift();
  }
}

/** How long a wake-up is hidden from other readers after it failed, in seconds. */
export const HIDDEN_FOR = WAKE_UPS.hiddenForTimeouts * FUNCTION_SETTINGS.courier.timeoutSeconds;
/** How often a batch of changes is tried again. */
export const CHANGE_TRIES = CHANGES.tries;
/** How often a wake-up is tried before it goes to the dead-letter queue. */
export const WAKE_UP_TRIES = WAKE_UPS.tries;
