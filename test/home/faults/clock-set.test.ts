import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  after,
  type Duration,
  hours,
  type Instant,
  instant,
  minutes,
  seconds,
} from '../../../core/household/instant.ts';
import type { MessageId } from '../../../core/household/ids.ts';
import { dueAt, nextWork } from '../../../core/message/next-work.ts';
import { sealProblemOf } from '../../../core/message/seal.ts';
import type { Message } from '../../../core/message/message.ts';
import { followClock } from '../../../home/follow-clock.ts';
import type { Document } from '../../../services/ports/documents.ts';
import { memoryDocuments } from '../../support/memory/memory-documents.ts';
import {
  aHeldMessage,
  aReleasedMessage,
  aRenderingMessage,
  noon,
  sealKey,
} from '../../support/builders/builders.ts';
import {
  pairedPhone,
  startTestHomeServer,
  type TestHomeServer,
} from '../../support/home/test-home-server.ts';

/** How far noon is from two minutes after a start in 1970. */
const TO_1970: Duration = minutes(2) - noon;

/** A server whose clock shows `now`, and which saw `latest` at an earlier start. */
function aServer(now: Instant, latest = 0) {
  const stored = memoryDocuments();
  const facts = new Map<string, number>([['latest', latest]]);
  let time = now;
  let up = 0;
  /** How many documents the disk still has room for. */
  let room = Infinity;
  let waits: Promise<void> | undefined;
  /** The puts whose documents are on their way to the disk, where nobody sees them yet. */
  const committing = new Set<Promise<unknown>>();
  let commits: Promise<void> | undefined;
  const start = (boot: number) =>
    followClock({
      documents: {
        ...stored,
        put: async (...what) => {
          if (room === 0) throw new Error('The disk is full.');
          room -= 1;
          await waits;
          const [document, ifVersion, { revise, ...options } = {}] = what;
          const revised = revise?.(document) ?? document;
          const put = Promise.resolve(commits).then(() => stored.put(revised, ifVersion, options));
          committing.add(put);
          return put.finally(() => committing.delete(put));
        },
        fact: name => facts.get(name) ?? 0,
        setFact: (name, value) => {
          if (room === 0) throw new Error('The disk is full.');
          facts.set(name, value);
        },
        written: async () => void (await Promise.all(committing)),
        unfinished: () =>
          stored
            .everything()
            .filter((one: Document) => one.kind === 'message' && dueAt(one, time) !== undefined),
      },
      sealKey,
      clock: () => time,
      uptime: () => up,
      boot,
      log: () => {},
    });
  let followed = start(1);
  return {
    follow: () => followed.follow(),
    /** The time by which the courier works. */
    followedTime: () => followed.now(),
    /** Another process goes on; the machine may have started again. */
    startAgain(boot = 1) {
      followed = start(boot);
      if (boot !== 1) up = 0;
    },
    /** Leaves the disk with room for this many documents. */
    leaveRoomFor: (documents: number) => void (room = documents),
    messages: () => stored.everything() as Message[],
    put: (message: Message) => stored.put(message, 0),
    /** Stores a message that is held now. */
    hold: (message: Message) => followed.put(message, 0),
    /** Documents that are put take their time to the disk from now on; the function that it gives ends that. */
    holdCommits(): () => void {
      let goOn = () => {};
      commits = new Promise(resolve => (goOn = resolve));
      return goOn;
    },
    /** Writes wait from now on; the function that it gives lets them go on. */
    holdWrites(): () => void {
      let goOn = () => {};
      waits = new Promise(resolve => (goOn = resolve));
      return goOn;
    },
    async message(): Promise<Message> {
      const [found] = stored.everything();
      return found as Message;
    },
    now: () => time,
    pass(by: Duration) {
      time = after(time, by);
      up += by;
    },
    set: (to: Instant) => void (time = to),
  };
}

/** Lets everything go on until it waits for the disk. */
const rest = () => new Promise(setImmediate);

/** What a message that was held at noon is by another clock. */
const heldAt = (at: Instant, id?: MessageId) =>
  aHeldMessage({
    heldAt: at,
    holdUntil: after(at, hours(1)),
    sendBy: after(at, hours(24)),
    ...(id && { id }),
  });

describe('A message that waits, when the clock is set', () => {
  test.each([
    ['held in 1970, when the clock is set right', after(noon, TO_1970), noon],
    ['held by a clock that was a day ahead, when it is set right', after(noon, hours(24)), noon],
  ])('a message %s, waits for its real hour', async (_, wrong, right) => {
    const server = aServer(wrong);
    await server.put(heldAt(wrong));
    server.pass(minutes(20));
    server.set(after(right, minutes(20)));
    await server.follow();
    const message = await server.message();
    expect(sealProblemOf(message, sealKey)).toBeUndefined();
    expect(message).toMatchObject({ state: 'held', heldAt: right, holdUntil: after(right, hours(1)) });
    expect(nextWork(message, after(server.now(), minutes(39))).due).toBe('wait');
    expect(nextWork(message, after(server.now(), minutes(40)))).toMatchObject({ due: 'time-out' });
  });

  test('a message that is not rendered yet keeps its real hour, and so does its next try', async () => {
    const server = aServer(instant(minutes(1)));
    const at = server.now();
    await server.put(
      aRenderingMessage({ heldAt: at, holdUntil: after(at, hours(1)), retryAt: after(at, minutes(5)) }),
    );
    server.set(noon);
    await server.follow();
    expect(await server.message()).toMatchObject({
      holdUntil: after(noon, hours(1)),
      retryAt: after(noon, minutes(5)),
    });
  });

  test('a message of an earlier start whose clock was right keeps its time, when a start in 1970 is over', async () => {
    const server = aServer(instant(minutes(1)), noon);
    await server.put(heldAt(noon));
    server.pass(minutes(20));
    server.set(after(noon, minutes(20)));
    await server.follow();
    expect(await server.message()).toMatchObject({ heldAt: noon, version: 1 });
  });

  test('a clock that was behind an earlier start by hours keeps the real hour when it is set right', async () => {
    const wrong = after(noon, -hours(3));
    const server = aServer(wrong, after(noon, -hours(1)));
    await server.put(heldAt(wrong));
    server.set(noon);
    await server.follow();
    expect(await server.message()).toMatchObject({ heldAt: noon });
  });

  test('a clock that goes ahead from a time that may be right moves no message, because the machine may have been paused', async () => {
    const server = aServer(noon, after(noon, -hours(1)));
    await server.put(heldAt(noon));
    server.set(after(noon, hours(2)));
    await server.follow();
    const message = await server.message();
    expect(message).toMatchObject({ heldAt: noon, version: 1 });
    expect(nextWork(message, server.now())).toMatchObject({ due: 'time-out' });
  });

  test('time that passes, also while the machine sleeps, moves no message', async () => {
    const server = aServer(noon);
    await server.put(heldAt(noon));
    server.pass(hours(9));
    await server.follow();
    expect(await server.message()).toMatchObject({ heldAt: noon, version: 1 });
  });

  test('a message keeps its real hour when the clock is set back while no server runs', async () => {
    const server = aServer(noon);
    await server.put(heldAt(noon));
    server.pass(minutes(20));
    server.set(after(noon, -hours(2)));
    server.startAgain();
    await server.follow();
    const message = await server.message();
    expect(message).toMatchObject({ state: 'held', holdUntil: after(server.now(), minutes(40)) });
    expect(sealProblemOf(message, sealKey)).toBeUndefined();
  });

  test('a message of before a start keeps its real hour when the clock is set back once more after it', async () => {
    const server = aServer(noon, noon);
    await server.put(heldAt(noon));
    server.set(after(noon, -minutes(30)));
    await server.follow();
    server.startAgain();
    server.set(after(noon, -minutes(90)));
    await server.follow();
    expect(await server.message()).toMatchObject({ holdUntil: after(server.now(), hours(1)) });
  });

  test('after another start of the machine nobody can say how far the clock was set, and no message moves', async () => {
    const server = aServer(noon);
    await server.put(heldAt(noon));
    server.set(after(noon, -hours(2)));
    server.startAgain(2);
    await server.follow();
    expect(await server.message()).toMatchObject({ heldAt: noon, version: 1 });
  });

  test('a message that a full disk did not let move is moved once, when there is space', async () => {
    const server = aServer(noon);
    await server.put(heldAt(noon));
    server.set(after(noon, -hours(2)));
    server.leaveRoomFor(0);
    await expect(server.follow()).rejects.toThrow('The disk is full.');
    server.leaveRoomFor(Infinity);
    await server.follow();
    await server.follow();
    expect(await server.message()).toMatchObject({ holdUntil: after(server.now(), hours(1)) });
  });

  test('a clock that is set ahead while the disk is full is a failure that is mended later', async () => {
    const server = aServer(noon);
    server.set(after(noon, hours(2)));
    server.leaveRoomFor(0);
    await expect(server.follow()).rejects.toThrow('The disk is full.');
    server.leaveRoomFor(Infinity);
    await expect(server.follow()).resolves.toBeUndefined();
  });

  test.each([
    ['ahead out of 1970', instant(minutes(2)), noon],
    ['back by hours', noon, after(noon, -hours(2))],
  ])(
    'work on a message that goes on while the clock is set %s does not find its hour over',
    async (_, wrong, right) => {
      const server = aServer(wrong);
      await server.put(heldAt(wrong));
      const isWaiting = async () => nextWork(await server.message(), server.followedTime()).due === 'wait';
      server.set(right);
      expect(await isWaiting()).toBe(true);
      const moved = server.follow();
      expect(await isWaiting()).toBe(true);
      await moved;
      expect(await isWaiting()).toBe(true);
      expect(server.followedTime()).toBe(right);
    },
  );

  test('a message that is held before it is noticed that the clock was set back is held for its whole hour', async () => {
    const server = aServer(noon);
    server.set(after(noon, -hours(2)));
    await server.put(heldAt(server.followedTime()));
    await server.follow();
    expect(await server.message()).toMatchObject({
      heldAt: server.now(),
      holdUntil: after(server.now(), hours(1)),
    });
  });

  test('a message that is being stored while the clock is set back is held for its whole hour and no longer', async () => {
    const server = aServer(noon);
    const goOn = server.holdWrites();
    const held = server.hold(heldAt(noon));
    server.set(after(noon, -hours(2)));
    await server.follow();
    goOn();
    expect(await held).toBe(true);
    const message = await server.message();
    expect(message).toMatchObject({ heldAt: server.now(), holdUntil: after(server.now(), hours(1)) });
    expect(sealProblemOf(message, sealKey)).toBeUndefined();
  });

  test('a message that was stored before the others had all moved back moves once', async () => {
    const server = aServer(noon);
    await server.put(heldAt(noon, 'first' as MessageId));
    server.set(after(noon, -hours(2)));
    const moved = server.follow();
    await server.hold(heldAt(noon, 'second' as MessageId));
    await moved;
    expect(server.messages().map(one => one.heldAt)).toEqual([server.now(), server.now()]);
  });

  test.each([
    ['back', noon, after(noon, -hours(2))],
    ['right out of 1970', instant(minutes(2)), noon],
  ])(
    'a message that is on its way to the disk when the clock is set %s moves as others do',
    async (_, from, to) => {
      const server = aServer(from);
      const goOn = server.holdCommits();
      const held = server.hold(heldAt(from));
      await rest();
      server.set(to);
      const followed = server.follow();
      await rest();
      goOn();
      await Promise.all([held, followed]);
      expect(await server.message()).toMatchObject({ heldAt: to, holdUntil: after(to, hours(1)) });
    },
  );

  test('a message whose time was taken before the clock was set back needs one write only', async () => {
    const server = aServer(noon);
    server.set(after(noon, -hours(2)));
    await server.follow();
    server.leaveRoomFor(1);
    expect(await server.hold(heldAt(noon))).toBe(true);
    expect(await server.message()).toMatchObject({ heldAt: server.now() });
  });

  test('a clock that is corrected by a second, long after it was set back, moves a message by that second', async () => {
    const server = aServer(noon);
    server.set(after(noon, -hours(2)));
    await server.follow();
    server.pass(minutes(30));
    const at = server.now();
    server.set(after(at, -seconds(1)));
    await server.hold(heldAt(at));
    expect(await server.message()).toMatchObject({ heldAt: after(at, -seconds(1)) });
  });

  test('a message that is being stored while a clock of 1970 is set right is held for its whole hour', async () => {
    const server = aServer(instant(minutes(2)));
    const goOn = server.holdWrites();
    const held = server.hold(heldAt(server.now()));
    server.set(noon);
    await server.follow();
    goOn();
    expect(await held).toBe(true);
    const message = await server.message();
    expect(message).toMatchObject({ heldAt: noon, holdUntil: after(noon, hours(1)) });
    expect(sealProblemOf(message, sealKey)).toBeUndefined();
    await server.hold(heldAt(after(noon, seconds(1)), 'next' as MessageId));
    expect(server.messages()[1]).toMatchObject({ heldAt: after(noon, seconds(1)) });
  });

  test('a message that moved back before the disk was full does not find its hour over', async () => {
    const server = aServer(noon);
    for (const id of ['first', 'second']) await server.put(heldAt(noon, id as MessageId));
    server.set(after(noon, -hours(2)));
    server.leaveRoomFor(1);
    await expect(server.follow()).rejects.toThrow('The disk is full.');
    expect(server.messages().map(one => one.heldAt)).toEqual([after(noon, -hours(2)), noon]);
    for (const one of server.messages()) expect(nextWork(one, server.followedTime()).due).toBe('wait');
  });

  test('work while the clock is set ahead and the disk is full does not find the hour of a message over', async () => {
    const server = aServer(instant(minutes(2)));
    await server.put(heldAt(server.now()));
    server.set(noon);
    server.leaveRoomFor(0);
    await expect(server.follow()).rejects.toThrow('The disk is full.');
    expect(nextWork(await server.message(), server.followedTime()).due).toBe('wait');
  });

  test('an answered message keeps the time until which its release may be sent', async () => {
    const server = aServer(noon);
    const released = aReleasedMessage();
    await server.put(released);
    server.set(after(noon, -hours(2)));
    await server.follow();
    expect(await server.message()).toMatchObject({ sendBy: released.sendBy, version: 1 });
  });

  test('a message that was changed in the database is not sealed again', async () => {
    const server = aServer(noon);
    await server.put({ ...heldAt(noon), holdUntil: after(noon, hours(20)) });
    server.set(after(noon, -hours(2)));
    await server.follow();
    expect(await server.message()).toMatchObject({ holdUntil: after(noon, hours(20)), version: 1 });
  });
});

describe('A home server that starts in 1970', () => {
  let at: TestHomeServer;
  beforeEach(async () => {
    at = await startTestHomeServer({ clockOff: minutes(2) - Date.now() });
  });
  afterEach(() => at.stop());

  test('a message of 1970 is shown and can be released after the clock was set right', async () => {
    const phone = await pairedPhone(at, at.adapters.clock);
    await at.say('alexa, tell second yes to send a message to anna');
    await at.say('dinner is at seven');
    const early = await phone.until('held');
    expect(early.heldAt).toBeLessThan(hours(1));
    at.pass(minutes(20));
    at.setClock(Date.now() - minutes(2));
    while ((await phone.messages())[0]?.heldAt === early.heldAt)
      await new Promise(resolve => setTimeout(resolve, 250));
    const held = await phone.until('held');
    const left = held.holdUntil - at.adapters.clock();
    expect(left).toBeGreaterThan(minutes(38));
    expect(left).toBeLessThan(minutes(41));
    const { status } = await phone.answer(held, await phone.signedRelease(held));
    expect(status).toBe(200);
  });
});

describe('A home server whose clock is set back', () => {
  let at: TestHomeServer;
  beforeEach(async () => {
    at = await startTestHomeServer();
  });
  afterEach(() => at.stop());

  test('a message whose hour is over takes no answer, also before the server has noticed that the clock was set back', async () => {
    const phone = await pairedPhone(at, at.adapters.clock);
    await at.say('alexa, tell second yes to send a message to anna');
    await at.say('dinner is at seven');
    const held = await phone.until('held');
    const discard = await phone.signedDiscard(held);
    at.pass(minutes(61));
    at.setClock(-hours(2));
    const { status, body } = await phone.answer(held, discard);
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'hold-over' });
  });

  test('a message that is being stored while the clock is set back has no more than an hour', async () => {
    const phone = await pairedPhone(at, at.adapters.clock);
    const { documents } = at.adapters;
    const put = documents.put.bind(documents);
    documents.put = async (document, ifVersion, options) => {
      if (document.kind === 'message' && ifVersion === 0) {
        const ahead = documents.fact('ahead');
        at.setClock(-hours(2));
        while (documents.fact('ahead') === ahead) await new Promise(resolve => setTimeout(resolve, 100));
      }
      return put(document, ifVersion, options);
    };
    await at.say('alexa, tell second yes to send a message to anna');
    await at.say('dinner is at seven');
    const held = await phone.until('held');
    expect(held.holdUntil - at.adapters.clock()).toBeLessThanOrEqual(hours(1));
  });
});
