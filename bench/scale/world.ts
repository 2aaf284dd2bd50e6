import type { FunctionName } from '../../lambda/environment.ts';
import { randomOf } from '../speech/random.ts';
import { Account, type Limits, type ResourceName } from './account.ts';
import { Agenda } from './agenda.ts';
import { COLD_START, type People, SDK_PATIENCE } from './assumptions.ts';
import { type LegName, LEGS, SECRETS_READ } from './counted-requests.ts';
import { eventOf, type EventName } from './events.ts';
import { ASKED, FACTORS, STORES } from './legs-in-time.ts';
import type { RateLimit } from './rate-limit.ts';

/**
 * How a message ends. `unheard`: the Echo could not hold it. `stuck`: a wake-up or a change ended in the dead-letter
 * queue.
 */
const ENDS = ['unheard', 'delivered', 'discarded', 'expired', 'failed', 'stuck'] as const;
export type End = (typeof ENDS)[number];

/** A message on its way. Moments are in seconds. */
export type SimulatedMessage = {
  /** Its place among the messages. */
  readonly id: number;
  state: 'speaking' | 'rendering' | 'held' | 'released' | 'discarded' | 'delivered' | 'ended';
  attempts: number;
  /** Nothing is done before. */
  due: number;
  heldAt: number;
  answer: 'release' | 'discard' | undefined;
  /** What the courier's time is counted from: the Echo's answer, then the end of the undo time. Negative once delivered. */
  answeredAt: number;
  /** The requests that the phone still makes for its answer, and since when it tries the next one. */
  callsLeft: number;
  triesSince: number;
};

/** What a simulation begins with. */
export type Beginning = {
  limits: Limits;
  /** Resources without a limit. */
  lifted?: readonly ResourceName[];
  people: People;
  seed: number;
  /** Gives the moment, in seconds, at which the next message begins; undefined after the last. */
  arrivals: () => number | undefined;
};

/** A simulated account, its virtual time, all messages, and what became of them. Moments and durations are in seconds. */
export class World {
  readonly account: Account;
  readonly people: People;
  readonly arrivals: () => number | undefined;
  readonly random: () => number;
  readonly agenda = new Agenda();
  readonly messages: SimulatedMessage[] = [];
  /** The messages that have not ended. */
  open = 0;
  readonly ends = Object.fromEntries(ENDS.map(end => [end, 0])) as Record<End, number>;
  readonly legs = Object.fromEntries(Object.keys(LEGS).map(name => [name, 0])) as Record<LegName, number>;
  /** From the dictation to the held message, and from the end of the undo time to the delivery. */
  readonly held: number[] = [];
  readonly delivered: number[] = [];
  /** Phones that gave up, and looks that were refused. */
  gaveUp = 0;
  looksRefused = 0;
  readonly #stores: readonly RateLimit[];

  constructor({ limits, lifted = [], people, seed, arrivals }: Beginning) {
    this.account = new Account(limits);
    for (const resource of lifted) this.account.lift(resource);
    this.#stores = STORES.map(store => this.account.rates[store]);
    this.people = people;
    this.arrivals = arrivals;
    this.random = randomOf(seed, 'scale');
  }

  /** Notes an event. */
  schedule(moment: number, event: EventName, subject: number): void {
    this.agenda.at(moment, eventOf(event, subject));
  }

  /** Draws how a duration compares with its median. */
  factor(): number {
    return FACTORS[Math.floor(this.random() * FACTORS.length)] as number;
  }

  /** Says how a message ended. */
  end(message: SimulatedMessage, as: End): void {
    message.state = 'ended';
    this.ends[as] += 1;
    this.open -= 1;
  }

  /** Does a leg, or a share of it. Gives its seconds, undefined where a store throttled longer than the SDK tries. */
  spend(name: LegName, now: number, share = 1): number | undefined {
    const asked = ASKED[name];
    let waited = 0;
    for (let i = 0; i < STORES.length; i += 1) {
      const amount = asked.ofStores[i] as number;
      if (amount === 0) continue;
      const wait = (this.#stores[i] as RateLimit).take(now, amount * share, SDK_PATIENCE);
      if (wait === undefined) return undefined;
      waited += wait;
    }
    this.legs[name] += share;
    return waited + asked.seconds * share * this.factor();
  }

  /** Runs a function that somebody waits for. Gives its seconds, undefined where it is throttled or fails. */
  run(name: FunctionName, leg: LegName, now: number, share = 1): number | undefined {
    const { functions } = this.account;
    const begun = functions.begin(name, now);
    if (begun === undefined) return undefined;
    const starting = begun === 'cold' ? this.startCopy(name, now) : 0;
    const took = starting === undefined ? undefined : this.spend(leg, now, share);
    functions.end(name, now, (starting ?? COLD_START[name]) + (took ?? SDK_PATIENCE));
    return took === undefined || starting === undefined ? undefined : starting + took;
  }

  /** A new copy reads its secrets. Gives its seconds, undefined where it could not read them. */
  startCopy(name: FunctionName, now: number): number | undefined {
    const wait = this.account.rates.secrets.take(now, SECRETS_READ[name], SDK_PATIENCE);
    return wait === undefined ? undefined : COLD_START[name] + wait;
  }
}
