import { Usage } from './usage.ts';

/**
 * A limit on how much passes a second, with what may pass at once (a token bucket, in the form of the generic cell rate
 * algorithm). What comes too early waits up to a patience, as an SDK's retries do, and is refused beyond it.
 */
export class RateLimit {
  readonly usage = new Usage();
  #rate: number;
  readonly #burst: number;
  /** The moment at which the bucket would be full again. */
  #fullAt = 0;

  /** @param rate how much passes a second; @param burst how much at once */
  constructor({ rate, burst = rate }: { rate: number; burst?: number | undefined }) {
    this.#rate = rate;
    this.#burst = burst;
  }

  get rate(): number {
    return this.#rate;
  }

  /** From now on there is no limit. */
  lift(): void {
    this.#rate = Number.POSITIVE_INFINITY;
  }

  /** Takes `amount` at `now`. Gives the seconds to wait, undefined where that is longer than `patience`. */
  take(now: number, amount: number, patience: number): number | undefined {
    if (amount === 0) return 0;
    if (this.#rate === Number.POSITIVE_INFINITY) {
      this.usage.pass(now, amount, 0);
      return 0;
    }
    const begin = Math.max(this.#fullAt, now);
    const wait = Math.max(0, begin + (amount - this.#burst) / this.#rate - now);
    if (wait > patience) {
      this.usage.refuse(now, amount);
      return undefined;
    }
    this.#fullAt = begin + amount / this.#rate;
    this.usage.pass(now, amount, wait);
    return wait;
  }
}
