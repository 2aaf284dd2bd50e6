import { FUNCTIONS, type FunctionName } from '../../lambda/environment.ts';
import { RateLimit } from './rate-limit.ts';
import { Usage } from './usage.ts';

/** Ends of runs are counted in slots of this many seconds. */
const SLOT = 0.01;
/** Longer than any run, in slots. */
const SLOTS = 20_000;

/** Copies of one function: those that run, by the slot in which they end, and those that are idle, the latest last. */
type Copies = {
  running: number;
  reserved: number | undefined;
  ends: Int32Array;
  /** The first slot that is not over. */
  slot: number;
  idle: { since: number; count: number }[];
};

type Limits = {
  /** Runs at the same time, of all functions together. */
  atOnce: number;
  /** Of these, what is reserved for one function: no other may use it, and the function may not use more. */
  reserved: Partial<Record<FunctionName, number>>;
  /** New copies of one function a second, and at once. */
  newCopies: { rate: number; burst: number };
  /** How long an idle copy is kept, in seconds. */
  kept: number;
};

/** Lambda: copies of functions that start, run, stay warm for a while, and end. */
export class Functions {
  readonly usage = new Usage();
  /** The most that ran at once. */
  most = 0;
  /** New copies, and the most of them in a minute. */
  readonly coldStarts = new Usage();
  /** Seconds of all runs, by function. */
  readonly seconds: Record<FunctionName, number> = { skill: 0, companion: 0, courier: 0 };
  readonly runs: Record<FunctionName, number> = { skill: 0, companion: 0, courier: 0 };
  readonly #kept: number;
  /** How many of the functions without a reservation may run at once. */
  #unreserved: number;
  readonly #all: readonly Copies[];
  readonly #copies: Record<FunctionName, Copies>;
  readonly #growth: Record<FunctionName, RateLimit>;

  constructor(limits: Limits) {
    this.#kept = limits.kept;
    const each = <T>(make: (name: FunctionName) => T) =>
      Object.fromEntries(FUNCTIONS.map(name => [name, make(name)])) as Record<FunctionName, T>;
    this.#copies = each(name => ({
      running: 0,
      reserved: limits.reserved[name],
      ends: new Int32Array(SLOTS),
      slot: 0,
      idle: [],
    }));
    this.#all = Object.values(this.#copies);
    this.#growth = each(() => new RateLimit(limits.newCopies));
    this.#unreserved = FUNCTIONS.reduce((left, name) => left - (limits.reserved[name] ?? 0), limits.atOnce);
  }

  /** From now on any number may run at once. */
  lift(): void {
    this.#unreserved = Number.POSITIVE_INFINITY;
  }

  /** How many run now. */
  running(now: number): number {
    let running = 0;
    for (const copies of this.#all) {
      this.#advance(copies, now);
      running += copies.running;
    }
    return running;
  }

  /** Begins a run, on an idle copy or a new one. Gives undefined where Lambda throttles it. Follow it with {@link end}. */
  begin(name: FunctionName, now: number): 'warm' | 'cold' | undefined {
    const running = this.running(now);
    const copies = this.#copies[name];
    const isThrottled =
      copies.reserved === undefined
        ? running - this.#inReserved() >= this.#unreserved
        : copies.running >= copies.reserved;
    const idle = copies.idle[copies.idle.length - 1];
    if (isThrottled || (!idle && this.#growth[name].take(now, 1, 0) === undefined)) {
      this.usage.refuse(now, 1);
      return undefined;
    }
    this.usage.pass(now, 1, 0);
    this.most = Math.max(this.most, running + 1);
    copies.running += 1;
    this.runs[name] += 1;
    if (!idle) {
      this.coldStarts.pass(now, 1, 0);
      return 'cold';
    }
    idle.count -= 1;
    if (idle.count === 0) copies.idle.pop();
    return 'warm';
  }

  /** Records that a run that began at `now` takes `duration` seconds. */
  end(name: FunctionName, now: number, duration: number): void {
    const copies = this.#copies[name];
    const slot = Math.min(Math.ceil((now + duration) / SLOT), copies.slot + SLOTS - 1);
    const index = Math.max(slot, copies.slot) % SLOTS;
    copies.ends[index] = (copies.ends[index] ?? 0) + 1;
    this.seconds[name] += duration;
  }

  #inReserved(): number {
    let running = 0;
    for (const copies of this.#all) if (copies.reserved !== undefined) running += copies.running;
    return running;
  }

  #advance(copies: Copies, now: number): void {
    const until = Math.floor(now / SLOT);
    if (until < copies.slot) return;
    while (copies.slot <= until) {
      // While nothing runs, nothing ends.
      if (copies.running === 0) {
        copies.slot = until + 1;
        break;
      }
      const index = copies.slot % SLOTS;
      const ended = copies.ends[index] ?? 0;
      if (ended > 0) {
        copies.ends[index] = 0;
        copies.running -= ended;
        copies.idle.push({ since: copies.slot * SLOT, count: ended });
      }
      copies.slot += 1;
    }
    const kept = now - this.#kept;
    while (copies.idle[0] && copies.idle[0].since < kept) copies.idle.shift();
  }
}
