const BUCKET_SECONDS = 1;

/**
 * What is to happen in virtual time: pairs of a moment, in seconds, and a number that says what happens. The next second
 * lies in a binary heap, later ones in a bucket each, so that a day of tens of millions of events takes seconds. Events of
 * the same moment come in a fixed order.
 */
export class Agenda {
  /** The moment of the event that was taken last. */
  now = 0;
  readonly #times: number[] = [];
  readonly #events: number[] = [];
  readonly #buckets: (number[] | undefined)[] = [];
  /** The bucket that is in the heap. */
  #current = 0;

  /** Notes an event. A moment that is over counts as now. */
  at(moment: number, event: number): void {
    const time = Math.max(moment, this.now);
    const bucket = Math.floor(time / BUCKET_SECONDS);
    if (bucket <= this.#current) this.#push(time, event);
    else (this.#buckets[bucket] ??= []).push(time, event);
  }

  /** Takes the earliest event; undefined once there is none. */
  next(): number | undefined {
    while (this.#times.length === 0) {
      if (this.#current >= this.#buckets.length) return undefined;
      this.#current += 1;
      const bucket = this.#buckets[this.#current];
      if (!bucket) continue;
      this.#buckets[this.#current] = undefined;
      for (let i = 0; i < bucket.length; i += 2) this.#push(bucket[i] as number, bucket[i + 1] as number);
    }
    this.now = this.#times[0] as number;
    return this.#pop();
  }

  #push(time: number, event: number): void {
    const times = this.#times;
    const events = this.#events;
    let at = times.length;
    times.push(time);
    events.push(event);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if ((times[above] as number) <= time) break;
      times[at] = times[above] as number;
      events[at] = events[above] as number;
      at = above;
    }
    times[at] = time;
    events[at] = event;
  }

  #pop(): number {
    const times = this.#times;
    const events = this.#events;
    const first = events[0] as number;
    const time = times.pop() as number;
    const event = events.pop() as number;
    const size = times.length;
    if (size === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= size) break;
      if (below + 1 < size && (times[below + 1] as number) < (times[below] as number)) below += 1;
      if ((times[below] as number) >= time) break;
      times[at] = times[below] as number;
      events[at] = events[below] as number;
      at = below;
    }
    times[at] = time;
    events[at] = event;
    return first;
  }
}
