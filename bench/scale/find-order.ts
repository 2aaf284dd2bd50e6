import { type Account, type Limits, RESOURCES, type ResourceName } from './account.ts';
import { growing, steadily } from './arrivals.ts';
import { type People, PEOPLE } from './assumptions.ts';
import { simulate } from './simulate.ts';

const NAMES = Object.keys(RESOURCES) as ResourceName[];

/** People who answer at once. That moves no limit, and the late steps of a message then follow soon after its start. */
const QUICK: People = { ...PEOPLE, answering: { median: 10, spread: 0.2 }, hold: 120 };

/** A resource is too small for what comes if it refuses this share in a minute, or if this is the mean wait, in seconds. */
const REFUSED_SHARE = 0.05;
const MEAN_WAIT = 5;
/** A wait that the SDK hides is a limit too: runs take longer, and more of them run at once. */
const MEAN_WAIT_OF_RATE = 0.1;

/** A resource, and the messages a second at which it began to queue or to refuse. */
export type Met = { resource: ResourceName; rate: number };

const NO_LIMIT: Limits = (() => {
  const rate = { rate: Number.POSITIVE_INFINITY };
  return {
    functions: Number.POSITIVE_INFINITY,
    reserved: {},
    newCopies: { rate: 1e9, burst: 1e9 },
    apiThrottle: rate,
    api: rate,
    speech: rate,
    mail: rate,
    mailsADay: Number.POSITIVE_INFINITY,
    secrets: rate,
    writeUnits: rate,
    readUnits: rate,
    puts: rate,
    gets: rate,
    newSchedules: rate,
    firedSchedules: rate,
    shards: 1_000,
    queue: { from: 1_000_000, perSecond: 0, most: 1_000_000 },
  };
})();

/** What one message asks of each resource, with nothing in the way: runs, requests, units, records or wake-ups. */
export function needsOfMessage(seed: number): Record<ResourceName, number> & { secondsOfRuns: number } {
  const ran = simulate({ limits: NO_LIMIT, people: QUICK, seed, arrivals: steadily(5, 1_200, seed) });
  const { functions } = ran.account;
  return {
    ...(Object.fromEntries(
      NAMES.map(name => [name, ran.account.usageOf(name).passed / ran.messages]),
    ) as Record<ResourceName, number>),
    secondsOfRuns: Object.values(functions.seconds).reduce((a, b) => a + b, 0) / ran.messages,
  };
}

/**
 * Finds the order in which resources begin to queue or to refuse. The rate of messages grows until one is met; that one is
 * lifted, and the next run begins a little below, without the backlog of the last.
 *
 * @param to the rate at which to stop, in messages a second
 * @param fold the seconds in which the rate grows by a factor e: the longer, the finer
 */
export function findOrder(
  limits: Limits,
  { seed, to, fold = 2_000 }: { seed: number; to: number; fold?: number },
): Met[] {
  const met: Met[] = [];
  for (;;) {
    const last = met.at(-1)?.rate ?? FIRST_RATE;
    const found = meetNext(limits, met, { seed, from: last * BACK, to, fold });
    if (!found) return met;
    met.push(found);
  }
}

/**
 * A steady rate is never too much for these, only a jump is. Each run here begins with a jump, because all copies are
 * new.
 */
const BY_JUMPS: readonly ResourceName[] = ['secrets'];
const FIRST_RATE = 2;
/** Where the next run begins, as a share of the rate at which the last one ended. */
const BACK = 0.8;

/** The first resource that is too small, of those that were not met before, with its last minute. */
function meetNext(
  limits: Limits,
  before: readonly Met[],
  { seed, from, to, fold }: { seed: number; from: number; to: number; fold: number },
): Met | undefined {
  let found: Met | undefined;
  const lifted = [...before.map(({ resource }) => resource), ...BY_JUMPS];
  simulate({
    limits: { ...limits, mailsADay: Number.POSITIVE_INFINITY },
    lifted,
    people: QUICK,
    seed,
    arrivals: growing({ from, to, fold }, seed),
    isOver(account) {
      const resource = NAMES.find(name => !lifted.includes(name) && isTooSmall(name, account));
      if (resource) found = { resource, rate: (account.begun.last?.passed ?? 0) / 60 };
      return found !== undefined;
    },
  });
  return found;
}

function isTooSmall(resource: ResourceName, account: Account): boolean {
  const minute = account.usageOf(resource).last;
  if (!minute || minute.count === 0) return false;
  const isStation = resource === 'changes' || resource === 'wakeUps';
  const wait = minute.wait / minute.count;
  return (
    minute.refused > REFUSED_SHARE * (minute.refused + minute.passed) ||
    wait > (isStation ? MEAN_WAIT : MEAN_WAIT_OF_RATE)
  );
}
