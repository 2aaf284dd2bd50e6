import { Usage } from './usage.ts';

/** First in, first out, without moving what is left. */
class Line {
  #items: number[] = [];
  #since: number[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  add(item: number, now: number): void {
    this.#items.push(item);
    this.#since.push(now);
  }

  /** The longest-waiting item and since when it waits. */
  take(): [item: number, since: number] {
    const taken: [number, number] = [this.#items[this.#head] as number, this.#since[this.#head] as number];
    this.#head += 1;
    if (this.#head > 1_000 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#since = this.#since.slice(this.#head);
      this.#head = 0;
    }
    return taken;
  }
}

/**
 * Lines of work that is taken in batches. Each line has a number of servers. A shard's part of a stream is a line with
 * one server; a queue is one line whose servers grow in number while there is a backlog.
 */
export class Station {
  readonly usage = new Usage();
  /** The most items that waited. */
  longestLine = 0;
  readonly #batchSize: number;
  readonly #growth: { from: number; perSecond: number; most: number };
  #lines: Line[];
  #busy: number[];
  #servers: number;
  #grownAt = 0;
  #waiting = 0;

  constructor({
    lines,
    batchSize,
    servers,
  }: {
    lines: number;
    batchSize: number;
    servers: { from: number; perSecond: number; most: number };
  }) {
    this.#batchSize = batchSize;
    this.#growth = servers;
    this.#servers = servers.from;
    this.#lines = Array.from({ length: lines }, () => new Line());
    this.#busy = this.#lines.map(() => 0);
  }

  get lines(): number {
    return this.#lines.length;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** From now on every batch is taken at once. */
  lift(): void {
    this.#servers = Number.POSITIVE_INFINITY;
  }

  add(line: number, item: number, now: number): void {
    this.#lines[line]?.add(item, now);
    this.#waiting += 1;
    if (this.#waiting > this.longestLine) this.longestLine = this.#waiting;
  }

  /** Takes a batch of a line for a free server. Gives undefined where there is neither. Follow it with {@link free}. */
  take(line: number, now: number): number[] | undefined {
    this.#grow(now);
    const from = this.#lines[line];
    if (!from || from.length === 0 || (this.#busy[line] ?? 0) >= this.#servers) return undefined;
    const batch: number[] = [];
    while (batch.length < this.#batchSize && from.length > 0) {
      const [item, since] = from.take();
      this.usage.pass(now, 1, now - since);
      batch.push(item);
    }
    this.#waiting -= batch.length;
    this.#busy[line] = (this.#busy[line] ?? 0) + 1;
    return batch;
  }

  /** A server of this line has finished its batch. */
  free(line: number): void {
    this.#busy[line] = (this.#busy[line] ?? 0) - 1;
  }

  /** More servers while there is a backlog; back to the first ones when there is none. */
  #grow(now: number): void {
    const { from, perSecond, most } = this.#growth;
    if (perSecond > 0 && this.#servers < Number.POSITIVE_INFINITY) {
      const hasBacklog = this.#waiting > (this.#busy[0] ?? 0);
      if (hasBacklog) this.#servers = Math.min(most, this.#servers + perSecond * (now - this.#grownAt));
      else if (this.#servers > from)
        this.#servers = Math.max(from, this.#servers - perSecond * (now - this.#grownAt));
    }
    this.#grownAt = now;
  }
}
