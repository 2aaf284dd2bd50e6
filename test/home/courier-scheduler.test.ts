import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { startCourier } from '../../home/courier-scheduler.ts';
import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import {
  after,
  type Duration,
  instant,
  type Instant,
  minutes,
  seconds,
} from '../../core/household/instant.ts';
import type { Key } from '../../services/ports/documents.ts';
import { aHouseholdId } from '../support/builders/builders.ts';

const home = aHouseholdId();
const keyOf = (id: string, household = home): Key => ({ household, kind: 'message', id });

/** The index of due times in memory. It calls its listeners at each change. */
class Agenda {
  readonly at = new Map<string, { key: Key; due: Instant }>();
  readonly listeners: ((key: Key) => void)[] = [];
  broken = false;
  /** How often the index was read. */
  looks = 0;

  due(now: Instant, limit: number): Key[] {
    this.looks += 1;
    if (this.broken) throw new Error('disk I/O error');
    const over = [...this.at.values()].filter(({ due }) => due <= now);
    return over
      .sort((a, b) => a.due - b.due)
      .slice(0, limit)
      .map(({ key }) => key);
  }
  nextDue(now: Instant): Instant | undefined {
    const later = [...this.at.values()].map(({ due }) => due).filter(due => due > now);
    return later.length === 0 ? undefined : (Math.min(...later) as Instant);
  }
  onChange(listener: (key: Key) => void): void {
    this.listeners.push(listener);
  }

  /** Changes a message, which is due after this delay; undefined means never again. */
  change(id: string, delay: Duration | undefined, household: HouseholdId = home): void {
    const key = keyOf(id, household);
    const name = `${household} ${id}`;
    if (delay === undefined) this.at.delete(name);
    else this.at.set(name, { key, due: after(clock(), delay) });
    for (const listener of this.listeners) listener(key);
  }
}

let agenda: Agenda;
let courier: ReturnType<typeof startCourier>;
/** The attempts that have not ended, by message. */
let under: Map<string, { end: () => void; fail: (error: Error) => void }>;
/** The messages of all attempts, in the order in which they began. */
let begun: string[];
let log: unknown[];
let set: Duration;

const clock = (): Instant => after(instant(Date.now()), set);

// Date is faked with the timers, so that clock and timers advance together. `set` changes the clock alone.
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
  agenda = new Agenda();
  [under, begun, log, set] = [new Map(), [], [], 0];
});
afterEach(async () => {
  const stopped = courier.stop();
  for (const { end } of under.values()) end();
  await stopped;
  jest.useRealTimers();
});

/** An attempt that runs until the test ends it. */
function attendOpenly(household: HouseholdId, id: MessageId): Promise<void> {
  begun.push(id);
  const name = household === home ? id : `${household} ${id}`;
  return new Promise<void>((resolve, reject) => under.set(name, { end: resolve, fail: reject })).finally(() =>
    under.delete(name),
  );
}

/** An attempt that ends at once. Its message is never due again. */
async function attendAtOnce(_household: HouseholdId, id: MessageId): Promise<void> {
  begun.push(id);
  agenda.change(id, undefined);
}

async function start(attend: typeof attendOpenly = attendAtOnce): Promise<void> {
  courier = startCourier({ agenda, attend, clock, log: line => log.push(line) });
  await pass(0);
}

const pass = (time: Duration) => jest.advanceTimersByTimeAsync(time);

async function end(id: string): Promise<void> {
  under.get(id)?.end();
  await pass(0);
}

describe('The courier attends to a message', () => {
  test('the courier attends to messages that became due before it started, the longest due first', async () => {
    agenda.change('newer', -minutes(1));
    agenda.change('older', -minutes(60));
    agenda.change('not yet', minutes(60));
    await start();
    expect(begun).toEqual(['older', 'newer']);
  });

  test('the courier attends to a message after it changed', async () => {
    await start();
    expect(begun).toEqual([]);
    agenda.change('message', 0);
    await pass(0);
    expect(begun).toEqual(['message']);
  });

  test('the courier attends to a message when it is due and not before', async () => {
    await start();
    agenda.change('message', seconds(40));
    await pass(seconds(40) - 1);
    expect(begun).toEqual([]);
    await pass(1);
    expect(begun).toEqual(['message']);
  });

  test('the courier attends to a message that is due much later', async () => {
    await start();
    agenda.change('message', minutes(59));
    await pass(minutes(59) - 1);
    expect(begun).toEqual([]);
    await pass(1);
    expect(begun).toEqual(['message']);
  });

  test('the courier attends within a minute after the clock was advanced', async () => {
    agenda.change('message', minutes(59));
    await start();
    set = minutes(59);
    await pass(minutes(1));
    expect(begun).toEqual(['message']);
  });

  test('the courier attends once and then reads the index once a minute at most', async () => {
    agenda.change('message', 0);
    await start();
    await pass(seconds(2));
    agenda.looks = 0;
    await pass(minutes(10));
    expect(begun).toEqual(['message']);
    expect(agenda.looks).toBe(10);
  });
});

/** As many messages as the courier attends to at the same time. */
const TEN = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];

describe('The courier attends to several messages', () => {
  test('the courier attends to at most ten messages at the same time', async () => {
    for (const id of [...TEN, 'waits', 'waits too']) agenda.change(id, 0);
    await start(attendOpenly);
    expect([...under.keys()]).toEqual(TEN);
    agenda.change('b', undefined);
    await end('b');
    expect([...under.keys()]).toEqual([...TEN.filter(id => id !== 'b'), 'waits']);
  });

  test('the courier does not read the index in a loop while ten attempts hang', async () => {
    for (const id of [...TEN, 'waits']) agenda.change(id, 0);
    await start(attendOpenly);
    agenda.looks = 0;
    await pass(minutes(5));
    expect(begun).toEqual(TEN);
    expect(agenda.looks).toBe(5);
  });

  test('a message behind one that hangs is not delayed', async () => {
    for (let n = 0; n < 20; n++) agenda.change(`message ${n}`, n);
    await pass(20);
    await start((household, id) =>
      id === 'message 0' ? attendOpenly(household, id) : attendAtOnce(household, id),
    );
    await pass(100);
    expect(begun).toHaveLength(20);
    expect([...under.keys()]).toEqual(['message 0']);
  });

  test('messages with the same id in two households are both attended to', async () => {
    agenda.change('message', 0);
    agenda.change('message', 0, aHouseholdId('household-2'));
    await start(attendOpenly);
    expect([...under.keys()]).toEqual(['message', 'household-2 message']);
  });
});

describe('A message under way', () => {
  test('a message that changes during its attempt is attended to again only after the attempt', async () => {
    agenda.change('message', 0);
    await start(attendOpenly);
    agenda.change('message', 0);
    await pass(seconds(10));
    expect(begun).toEqual(['message']);
    await end('message');
    await pass(seconds(1));
    expect(begun).toEqual(['message', 'message']);
  });
});

describe('A message that is still due after it was attended to', () => {
  test('a message that is still due after its attempt pauses for a second', async () => {
    agenda.change('message', 0);
    await start(async (_household, id) => void begun.push(id));
    expect(begun).toHaveLength(1);
    await pass(seconds(1) - 1);
    expect(begun).toHaveLength(1);
    await pass(1);
    expect(begun).toHaveLength(2);
    await pass(seconds(10));
    expect(begun).toHaveLength(12);
  });

  test('a pausing message is attended to at once when it changes', async () => {
    agenda.change('message', 0);
    await start(async (_household, id) => void begun.push(id));
    agenda.change('message', 0);
    await pass(0);
    expect(begun).toHaveLength(2);
  });
});

describe('A message that the household fails', () => {
  /** Fails for this message, as with a full disk, and succeeds for others. */
  const failing =
    (failed: string): typeof attendOpenly =>
    async (household, id) => {
      if (id !== failed) return attendAtOnce(household, id);
      begun.push(id);
      throw Object.assign(new Error('the words of somebody'), { name: 'SqliteError' });
    };
  const times = (id: string) => begun.filter(one => one === id).length;

  test('a message whose attempt failed internally is tried again after five seconds', async () => {
    agenda.change('bad', 0);
    await start(failing('bad'));
    await pass(seconds(5) - 1);
    expect(times('bad')).toBe(1);
    await pass(1);
    expect(times('bad')).toBe(2);
    await pass(minutes(1));
    expect(times('bad')).toBe(14);
  });

  test('a message whose attempt failed internally is tried at once when it changes', async () => {
    agenda.change('bad', 0);
    await start(failing('bad'));
    agenda.change('bad', 0);
    await pass(0);
    expect(times('bad')).toBe(2);
  });

  test('a message whose attempt failed does not delay others', async () => {
    for (const id of ['bad', 'a', 'b', 'c', 'd', 'e', 'f']) agenda.change(id, 0);
    await start(failing('bad'));
    await pass(100);
    expect([...begun].sort()).toEqual(['a', 'b', 'bad', 'c', 'd', 'e', 'f']);
  });

  test('fifty messages whose attempts fail do not delay others', async () => {
    for (let n = 0; n < 50; n++) agenda.change(`bad ${n}`, -seconds(1));
    agenda.change('good', 0);
    await start(async (household, id) => {
      if (id === 'good') return attendAtOnce(household, id);
      throw new Error('full');
    });
    await pass(seconds(1));
    expect(begun).toEqual(['good']);
  });

  test('an internal failure is logged by its code and without its text', async () => {
    agenda.change('bad', 0);
    await start(failing('bad'));
    expect(log).toEqual([{ event: 'courier failed', code: 'SqliteError' }]);
  });
});

describe('An agenda that cannot be read', () => {
  test('an index that cannot be read is logged and read again after five seconds', async () => {
    agenda.change('message', 0);
    agenda.broken = true;
    await start();
    expect(log).toEqual([{ event: 'courier cannot read due messages', code: 'Error' }]);
    agenda.broken = false;
    await pass(seconds(5) - 1);
    expect(begun).toEqual([]);
    await pass(1);
    expect(begun).toEqual(['message']);
  });
});

describe('Stopping', () => {
  test('stopping waits for running attempts', async () => {
    agenda.change('message', 0);
    await start(attendOpenly);
    let stopped = false;
    const stopping = courier.stop().then(() => (stopped = true));
    await pass(minutes(1));
    expect(stopped).toBe(false);
    under.get('message')?.end();
    await stopping;
    expect(stopped).toBe(true);
  });

  test('stopping succeeds if a running attempt fails', async () => {
    agenda.change('message', 0);
    await start(attendOpenly);
    const stopping = courier.stop();
    under.get('message')?.fail(new Error('the disk is full'));
    await expect(stopping).resolves.toBeUndefined();
  });

  test('a stopped courier begins no waiting, changed or due message', async () => {
    for (const id of [...TEN, 'waits']) agenda.change(id, 0);
    agenda.change('becomes due', seconds(1));
    await start(attendOpenly);
    const stopping = courier.stop();
    agenda.change('changes', 0);
    for (const { end } of under.values()) end();
    await stopping;
    await pass(minutes(10));
    expect(begun).toEqual(TEN);
    expect(jest.getTimerCount()).toBe(0);
  });
});
