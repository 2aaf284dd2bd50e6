const MINUTE = 60;

/** What one virtual minute saw of a resource. `wait` is the sum of all waits, in seconds. */
export type Minute = { minute: number; passed: number; refused: number; wait: number; count: number };

/** How a resource was used, minute by minute. */
export class Usage {
  passed = 0;
  refused = 0;
  /** The sum of all waits, and the longest, in seconds. */
  waited = 0;
  longestWait = 0;
  /** The busiest minute, by what passed in it. */
  busiest = 0;
  /** The minute that ended last; undefined before there is one. */
  last: Minute | undefined;
  #minute: Minute = { minute: 0, passed: 0, refused: 0, wait: 0, count: 0 };

  pass(now: number, amount: number, wait: number): void {
    const minute = this.#at(now);
    minute.passed += amount;
    minute.wait += wait;
    minute.count += 1;
    this.passed += amount;
    this.waited += wait;
    if (wait > this.longestWait) this.longestWait = wait;
    if (minute.passed > this.busiest) this.busiest = minute.passed;
  }

  refuse(now: number, amount: number): void {
    const minute = this.#at(now);
    minute.refused += amount;
    minute.count += 1;
    this.refused += amount;
  }

  /** What passed a second in the busiest minute. */
  get most(): number {
    return this.busiest / MINUTE;
  }

  #at(now: number): Minute {
    const minute = Math.floor(now / MINUTE);
    if (minute > this.#minute.minute) {
      this.last = this.#minute;
      this.#minute = { minute, passed: 0, refused: 0, wait: 0, count: 0 };
    }
    return this.#minute;
  }
}
