import type { Account } from './account.ts';
import { Batches } from './batches.ts';
import type { LegName } from './counted-requests.ts';
import { type EventName, nameOf, subjectOf } from './events.ts';
import { answers, arrive, calls, dictates, looks, opens } from './people.ts';
import { type Beginning, type End, type SimulatedMessage, World } from './world.ts';

export type Simulated = {
  account: Account;
  messages: number;
  ends: Record<End, number>;
  /** Phones that gave up, and looks that were refused. */
  gaveUp: number;
  looksRefused: number;
  legs: Record<LegName, number>;
  /** Seconds from the dictation to the held message, and from the end of the undo time to the delivery; sorted. */
  held: Float64Array;
  delivered: Float64Array;
  /** The end of the last event, in seconds. */
  until: number;
};

/**
 * Runs messages through a simulated AWS until all have ended, in virtual time. A day is like the day before: what is erased
 * after the retention time was delivered at this hour yesterday, so an erasure follows its delivery at once.
 *
 * @param isOver is asked after each virtual minute, and ends the run early
 */
export function simulate({
  isOver,
  ...beginning
}: Beginning & { isOver?: (account: Account) => boolean }): Simulated {
  const world = new World(beginning);
  const { account, agenda, messages } = world;
  const batches = new Batches(world);
  const messageAt = (id: number) => messages[id] as SimulatedMessage;
  const happens: Record<Exclude<EventName, 'minute'>, (subject: number, now: number) => void> = {
    opens: (id, now) => opens(world, messageAt(id), now),
    dictates: (id, now) => dictates(world, messageAt(id), now),
    answers: (id, now) => answers(world, messageAt(id), now),
    calls: (id, now) => calls(world, messageAt(id), now),
    looks: (_, now) => looks(world, now),
    changed: (id, now) => batches.addChange(id, now),
    woken: (item, now) => batches.addWakeUp(item, now),
    'batch-ends': (batch, now) => batches.end(batch, now),
    'batch-retries': (batch, now) => batches.run(batch, now),
  };
  arrive(world);
  if (isOver) world.schedule(60, 'minute', 0);
  let over = false;
  for (let event = agenda.next(); event !== undefined && !over; event = agenda.next()) {
    const name = nameOf(event);
    if (name === 'minute') {
      over = isOver?.(account) ?? false;
      if (world.open > 0) world.schedule(agenda.now + 60, 'minute', 0);
    } else happens[name](subjectOf(event), agenda.now);
  }
  return {
    account,
    messages: messages.length,
    ends: { ...world.ends, stuck: messages.filter(({ state }) => state !== 'ended').length },
    gaveUp: world.gaveUp,
    looksRefused: world.looksRefused,
    legs: world.legs,
    held: Float64Array.from(world.held).sort(),
    delivered: Float64Array.from(world.delivered).sort(),
    until: agenda.now,
  };
}
