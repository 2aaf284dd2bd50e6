import { CHANGE_TRIES, HIDDEN_FOR, WAKE_UP_TRIES } from './account.ts';
import { COLD_START, SDK_PATIENCE } from './assumptions.ts';
import { attend } from './courier.ts';
import { itemOf } from './events.ts';
import type { Station } from './station.ts';
import type { World } from './world.ts';

/**
 * After this many seconds a batch that Lambda throttled runs again. For changes that failed, the pause doubles with
 * each try.
 */
const RETRY_BATCH = 1;

type Batch = { station: Station; line: number; items: number[]; tries: number };

/** The changes and wake-ups that wait for the courier, and the batches in which it takes them. Moments are in seconds. */
export class Batches {
  readonly #world: World;
  readonly #batches: (Batch | undefined)[] = [];
  readonly #free: number[] = [];
  /** How often each wake-up failed, by its item. */
  readonly #failures = new Map<number, number>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The table's stream tells of a change to a message. */
  addChange(id: number, now: number): void {
    const { changes } = this.#world.account;
    const line = id % changes.lines;
    changes.add(line, itemOf('change', id), now);
    this.#take(changes, line, now);
  }

  /** The queue tells of a wake-up. */
  addWakeUp(item: number, now: number): void {
    const { wakeUps } = this.#world.account;
    wakeUps.add(0, item, now);
    this.#take(wakeUps, 0, now);
  }

  #take(station: Station, line: number, now: number): void {
    for (let items = station.take(line, now); items; items = station.take(line, now)) {
      const id = this.#free.pop() ?? this.#batches.length;
      this.#batches[id] = { station, line, items, tries: 0 };
      this.run(id, now);
    }
  }

  /** Runs the courier for a batch: for all its messages at the same time, as long as the slowest takes. */
  run(id: number, now: number): void {
    const world = this.#world;
    const { functions } = world.account;
    const batch = this.#batches[id] as Batch;
    const begun = functions.begin('courier', now);
    // Lambda tries again by itself, and counts no try that it throttled.
    if (begun === undefined) return world.schedule(now + RETRY_BATCH, 'batch-retries', id);
    const starting = begun === 'cold' ? world.startCopy('courier', now) : 0;
    let longest = 0;
    const failed: number[] = [];
    for (const item of batch.items) {
      const took = starting === undefined ? undefined : attend(world, item, now + starting);
      if (took === undefined) failed.push(item);
      longest = Math.max(longest, took ?? SDK_PATIENCE);
    }
    const all = (starting ?? COLD_START.courier) + longest;
    functions.end('courier', now, all);
    batch.items = failed;
    world.schedule(now + all, 'batch-ends', id);
  }

  /** Tries again what failed, or makes room for the next batch. */
  end(id: number, now: number): void {
    const world = this.#world;
    const { changes, wakeUps } = world.account;
    const batch = this.#batches[id] as Batch;
    // After the last try the position goes to the dead-letter queue, and the messages are stuck.
    if (batch.items.length > 0 && batch.station === changes && batch.tries < CHANGE_TRIES) {
      batch.tries += 1;
      return world.schedule(now + Math.min(60, RETRY_BATCH * 2 ** batch.tries), 'batch-retries', id);
    }
    if (batch.station === wakeUps) for (const item of batch.items) this.#hide(item, now);
    this.#batches[id] = undefined;
    this.#free.push(id);
    batch.station.free(batch.line);
    this.#take(batch.station, batch.line, now);
  }

  /** The queue shows a wake-up that failed again, after a while. */
  #hide(item: number, now: number): void {
    const tries = (this.#failures.get(item) ?? 0) + 1;
    this.#failures.set(item, tries);
    // After the last try it lies in the dead-letter queue, and the message is stuck.
    if (tries < WAKE_UP_TRIES) this.#world.schedule(now + HIDDEN_FOR, 'woken', item);
  }
}
