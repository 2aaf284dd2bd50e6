import { retryPause } from '../../core/message/next-work.ts';
import { hours, seconds } from '../../core/household/instant.ts';
import { RENDERING_TRIES } from '../../services/courier/attend.ts';
import {
  Account,
  CHANGE_TRIES,
  HIDDEN_FOR,
  type Limits,
  type ResourceName,
  WAKE_UP_TRIES,
} from './account.ts';
import { Agenda } from './agenda.ts';
import { COLD_START, type People, QUEUE_DELAY, SDK_PATIENCE, STREAM_DELAY } from './assumptions.ts';
import { type LegName, LEGS, SECRETS_READ } from './counted-requests.ts';
import { randomOf } from '../speech/random.ts';
import type { FunctionName } from '../../lambda/environment.ts';
import { ASKED, FACTORS, normalAt, STORES } from './legs-in-time.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Station } from './station.ts';

/** What happens at a moment. An event is one of these and a message, or a batch. */
const EVENTS = [
  'opens',
  'dictates',
  'answers',
  'calls',
  'looks',
  'changed',
  'woken',
  'batch-ends',
  'batch-retries',
  'minute',
] as const;
type EventName = (typeof EVENTS)[number];
const CODE = Object.fromEntries(EVENTS.map((name, code) => [name, code])) as Record<EventName, number>;

/** Why the courier looks at a message. */
const TRIGGERS = ['change', 'wake-up', 'hold-ends', 'erasure'] as const;
type Trigger = (typeof TRIGGERS)[number];

type State = 'speaking' | 'rendering' | 'held' | 'released' | 'discarded' | 'delivered' | 'ended';

/** How a message ends. `unheard`: the Echo could not hold it. `stuck`: a wake-up ended in the dead-letter queue. */
export const ENDS = ['unheard', 'delivered', 'discarded', 'expired', 'failed', 'stuck'] as const;
export type End = (typeof ENDS)[number];

/** `tries` of the answer's requests: since when the phone tries. */
type SimulatedMessage = {
  state: State;
  attempts: number;
  /** Nothing is done before. */
  due: number;
  heldAt: number;
  answer: 'release' | 'discard' | undefined;
  answeredAt: number;
  callsLeft: number;
  triesSince: number;
};

type Batch = { station: Station; line: number; items: number[]; tries: number };

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
  /** The end of the last event. */
  until: number;
};

const LOOKS_AT_ONCE = 10;
/** A phone plays the recording before it answers. */
const LISTENING = 4;
const RETRY_CALL = 2;
const RETRY_CHANGE = 1;
const LONGEST_QUEUE_DELAY = 15 * 60;
const DAY = hours(24) / seconds(1);

/**
 * Runs messages through a simulated AWS until all have ended, in virtual time. A day is like the day before: what is erased
 * after the retention time was delivered at this hour yesterday, so an erasure follows its delivery at once.
 *
 * @param arrivals gives the moment, in seconds, at which the next message begins; undefined after the last
 * @param isOver is asked after each virtual minute, and ends the run early
 */
export function simulate({
  limits,
  lifted = [],
  people,
  seed,
  arrivals,
  isOver,
}: {
  limits: Limits;
  /** Resources without a limit. */
  lifted?: readonly ResourceName[];
  people: People;
  seed: number;
  arrivals: () => number | undefined;
  isOver?: (account: Account) => boolean;
}): Simulated {
  const account = new Account(limits);
  for (const resource of lifted) account.lift(resource);
  const { functions, rates, changes, wakeUps } = account;
  const stores = STORES.map(store => rates[store]);
  const agenda = new Agenda();
  const random = randomOf(seed, 'scale');
  const messages: SimulatedMessage[] = [];
  const batches: (Batch | undefined)[] = [];
  const freeBatches: number[] = [];
  const failures = new Map<number, number>();
  const ends = Object.fromEntries(ENDS.map(end => [end, 0])) as Record<End, number>;
  const legs = Object.fromEntries(Object.keys(LEGS).map(name => [name, 0])) as Record<LegName, number>;
  const held: number[] = [];
  const delivered: number[] = [];
  let open = 0;
  let over = false;
  let gaveUp = 0;
  let looksRefused = 0;

  const schedule = (moment: number, event: EventName, subject: number): void =>
    agenda.at(moment, subject * EVENTS.length + CODE[event]);
  const factor = (): number => FACTORS[Math.floor(random() * FACTORS.length)] as number;
  const lognormal = ({ median, spread }: People['answering']): number =>
    median * Math.exp(spread * normalAt(Math.max(random(), 1e-9)));

  arrive();
  if (isOver) schedule(60, 'minute', 0);
  for (let event = agenda.next(); event !== undefined && !over; event = agenda.next())
    happen(EVENTS[event % EVENTS.length] as EventName, Math.floor(event / EVENTS.length), agenda.now);
  return {
    account,
    messages: messages.length,
    ends: { ...ends, stuck: messages.filter(({ state }) => state !== 'ended').length },
    gaveUp,
    looksRefused,
    legs,
    held: Float64Array.from(held).sort(),
    delivered: Float64Array.from(delivered).sort(),
    until: agenda.now,
  };

  function happen(event: EventName, subject: number, now: number): void {
    switch (event) {
      case 'opens':
        return opens(subject, now);
      case 'dictates':
        return dictates(subject, now);
      case 'answers':
        return answers(subject, now);
      case 'calls':
        return calls(subject, now);
      case 'looks':
        return looks(now);
      case 'changed':
        changes.add(subject % changes.lines, subject * TRIGGERS.length, now);
        return takeBatches(changes, subject % changes.lines, now);
      case 'woken': {
        wakeUps.add(0, subject, now);
        return takeBatches(wakeUps, 0, now);
      }
      case 'batch-ends':
        return endBatch(subject, now);
      case 'batch-retries':
        return runBatch(subject, now);
      case 'minute':
        over = isOver?.(account) ?? false;
        if (open > 0) schedule(now + 60, 'minute', 0);
    }
  }

  function arrive(): void {
    const moment = arrivals();
    if (moment === undefined) return;
    messages.push({
      state: 'speaking',
      attempts: 0,
      due: 0,
      heldAt: 0,
      answer: undefined,
      answeredAt: 0,
      callsLeft: 0,
      triesSince: 0,
    });
    open += 1;
    account.begun.pass(moment, 1, 0);
    schedule(moment, 'opens', messages.length - 1);
  }

  function end(message: SimulatedMessage, as: End): void {
    message.state = 'ended';
    ends[as] += 1;
    open -= 1;
  }

  /** Does a leg. Gives its seconds, undefined where a store throttled longer than the SDK tries. */
  function spend(name: LegName, now: number, share = 1): number | undefined {
    const asked = ASKED[name];
    let waited = 0;
    for (let i = 0; i < STORES.length; i += 1) {
      const amount = asked.ofStores[i] as number;
      if (amount === 0) continue;
      const wait = (stores[i] as RateLimit).take(now, amount * share, SDK_PATIENCE);
      if (wait === undefined) return undefined;
      waited += wait;
    }
    legs[name] += share;
    return waited + asked.seconds * share * factor();
  }

  /** Runs a function that somebody waits for. Gives its seconds, undefined where it is throttled or fails. */
  function run(name: FunctionName, leg: LegName, now: number, share = 1): number | undefined {
    const begun = functions.begin(name, now);
    if (begun === undefined) return undefined;
    const starting = begun === 'cold' ? startCopy(name, now) : 0;
    const took = starting === undefined ? undefined : spend(leg, now, share);
    functions.end(name, now, (starting ?? COLD_START[name]) + (took ?? SDK_PATIENCE));
    return took === undefined || starting === undefined ? undefined : starting + took;
  }

  /** A new copy reads its secrets. Gives its seconds, undefined where it could not read them. */
  function startCopy(name: FunctionName, now: number): number | undefined {
    const wait = rates.secrets.take(now, SECRETS_READ[name], SDK_PATIENCE);
    return wait === undefined ? undefined : COLD_START[name] + wait;
  }

  function opens(id: number, now: number): void {
    arrive();
    const message = messages[id] as SimulatedMessage;
    const took = run('skill', 'opened', now);
    if (took === undefined) end(message, 'unheard');
    else schedule(now + took + people.dictating * factor(), 'dictates', id);
  }

  function dictates(id: number, now: number): void {
    const message = messages[id] as SimulatedMessage;
    const took = run('skill', 'dictated', now);
    if (took === undefined) return end(message, 'unheard');
    message.state = 'rendering';
    message.answeredAt = now + took;
    schedule(now + took + STREAM_DELAY, 'changed', id);
  }

  function answers(id: number, now: number): void {
    const message = messages[id] as SimulatedMessage;
    if (message.state !== 'held') return;
    message.callsLeft = message.answer === 'release' ? 4 : 2;
    message.triesSince = now;
    calls(id, now);
    for (let at = people.looksEvery; at < people.appOpen; at += people.looksEvery * LOOKS_AT_ONCE)
      schedule(now + at, 'looks', 0);
  }

  /** One request of a phone that answers. */
  function calls(id: number, now: number): void {
    const message = messages[id] as SimulatedMessage;
    if (message.state !== 'held' || !message.answer) return;
    const [leg, all] =
      message.answer === 'release' ? (['released', 4] as const) : (['discarded', 2] as const);
    const took = passesApi(now, 1) ? run('companion', leg, now, 1 / all) : undefined;
    if (took === undefined) {
      if (now - message.triesSince < people.patience) schedule(now + RETRY_CALL, 'calls', id);
      else gaveUp += 1;
      return;
    }
    message.callsLeft -= 1;
    message.triesSince = now + took + LISTENING;
    if (message.callsLeft > 1) return schedule(now + took, 'calls', id);
    if (message.callsLeft === 1) {
      if (message.answer === 'release') schedule(now + took + STREAM_DELAY, 'changed', id);
      return schedule(now + took + LISTENING, 'calls', id);
    }
    message.state = message.answer === 'release' ? 'released' : 'discarded';
    message.due = now + took + people.undo;
    message.answeredAt = message.due;
    schedule(now + took + STREAM_DELAY, 'changed', id);
  }

  function passesApi(now: number, requests: number): boolean {
    const { apiThrottle, api } = rates;
    return apiThrottle.take(now, requests, 0) !== undefined && api.take(now, requests, 0) !== undefined;
  }

  /** An open app looks at the list, several times. */
  function looks(now: number): void {
    if (!passesApi(now, LOOKS_AT_ONCE) || run('companion', 'looked', now, LOOKS_AT_ONCE) === undefined)
      looksRefused += LOOKS_AT_ONCE;
    else functions.runs.companion += LOOKS_AT_ONCE - 1;
  }

  function takeBatches(station: Station, line: number, now: number): void {
    for (let items = station.take(line, now); items; items = station.take(line, now)) {
      const batch = freeBatches.pop() ?? batches.length;
      batches[batch] = { station, line, items, tries: 0 };
      runBatch(batch, now);
    }
  }

  /** Runs the courier for a batch: for all its messages at the same time, as long as the slowest takes. */
  function runBatch(id: number, now: number): void {
    const batch = batches[id] as Batch;
    const begun = functions.begin('courier', now);
    // Lambda tries again by itself, and counts no try that it throttled.
    if (begun === undefined) return schedule(now + RETRY_CHANGE, 'batch-retries', id);
    const starting = begun === 'cold' ? startCopy('courier', now) : 0;
    let longest = 0;
    const failed: number[] = [];
    for (const item of batch.items) {
      const took = starting === undefined ? undefined : attend(item, now + starting);
      if (took === undefined) failed.push(item);
      longest = Math.max(longest, took ?? SDK_PATIENCE);
    }
    const all = (starting ?? COLD_START.courier) + longest;
    functions.end('courier', now, all);
    batch.items = failed;
    schedule(now + all, 'batch-ends', id);
  }

  function endBatch(id: number, now: number): void {
    const batch = batches[id] as Batch;
    // After the last try the position goes to the dead-letter queue, and the messages are stuck.
    if (batch.items.length > 0 && batch.station === changes && batch.tries < CHANGE_TRIES) {
      batch.tries += 1;
      return schedule(now + Math.min(60, RETRY_CHANGE * 2 ** batch.tries), 'batch-retries', id);
    }
    for (const item of batch.station === changes ? [] : batch.items) {
      const tries = (failures.get(item) ?? 0) + 1;
      failures.set(item, tries);
      // After the last try it lies in the dead-letter queue, and the message is stuck.
      if (tries < WAKE_UP_TRIES) schedule(now + HIDDEN_FOR, 'woken', item);
    }
    batches[id] = undefined;
    freeBatches.push(id);
    batch.station.free(batch.line);
    takeBatches(batch.station, batch.line, now);
  }

  function wake(id: number, trigger: Trigger, at: number, now: number): void {
    const item = id * TRIGGERS.length + TRIGGERS.indexOf(trigger);
    if (trigger !== 'hold-ends' && trigger !== 'erasure' && at - now <= LONGEST_QUEUE_DELAY)
      return schedule(at + QUEUE_DELAY, 'woken', item);
    // Scheduler knows minutes, and fires within the minute after.
    const minute = Math.ceil(at / 60) * 60 + 60 * random();
    const late = rates.firedSchedules.take(now, 1, DAY) ?? 0;
    schedule(minute + late + QUEUE_DELAY, 'woken', item);
  }

  /** The courier looks at one message. Gives its seconds, undefined where a store failed. */
  function attend(item: number, now: number): number | undefined {
    const id = Math.floor(item / TRIGGERS.length);
    const trigger = TRIGGERS[item % TRIGGERS.length] as Trigger;
    const message = messages[id] as SimulatedMessage;
    if (trigger === 'hold-ends' && message.answeredAt < 0) return spend('kept', now);
    switch (message.state) {
      case 'speaking':
      case 'ended':
        return spend('noticed', now);
      case 'rendering':
        return now < message.due ? spend('noticed', now) : render(id, message, now);
      case 'held':
        return now < message.heldAt + people.hold ? spend('noticed', now) : close(message, 'expired', now);
      case 'discarded':
        return now < message.due ? waitForUndo(id, message, now, trigger) : close(message, 'discarded', now);
      case 'released':
        return now < message.due ? waitForUndo(id, message, now, trigger) : deliver(id, message, now);
      case 'delivered':
        return trigger === 'erasure' ? erase(message, now) : spend('noticed', now);
    }
  }

  function waitForUndo(
    id: number,
    message: SimulatedMessage,
    now: number,
    trigger: Trigger,
  ): number | undefined {
    // A wake-up in hand is followed by the one that is noted already.
    if (trigger !== 'change') return spend('noticed', now);
    const took = spend('awaited', now);
    if (took !== undefined) wake(id, 'wake-up', message.due, now + took);
    return took;
  }

  function close(message: SimulatedMessage, as: 'expired' | 'discarded', now: number): number | undefined {
    const took = spend(as === 'expired' ? 'expired' : 'erased', now);
    if (took !== undefined) end(message, as);
    return took;
  }

  function erase(message: SimulatedMessage, now: number): number | undefined {
    const took = spend('erased', now);
    if (took !== undefined) end(message, 'delivered');
    return took;
  }

  function render(id: number, message: SimulatedMessage, now: number): number | undefined {
    const wait = rates.speech.take(now, 1, SDK_PATIENCE);
    if (wait === undefined) {
      message.attempts += 1;
      if (message.attempts >= RENDERING_TRIES) end(message, 'failed');
      else {
        message.due = now + retryPause(message.attempts - 1) / seconds(1);
        wake(id, 'wake-up', message.due, now);
      }
      return spend('noticed', now);
    }
    const [rendering, pushing] = [spend('rendered', now), spend('pushed', now)];
    if (rendering === undefined || pushing === undefined) return undefined;
    const took = wait + rendering + pushing;
    message.state = 'held';
    message.heldAt = now + took;
    message.attempts = 0;
    held.push(message.heldAt - message.answeredAt);
    wake(id, 'hold-ends', message.heldAt + people.hold, now);
    const drawn = random();
    if (drawn < people.released) message.answer = 'release';
    else if (drawn < people.released + people.discarded) message.answer = 'discard';
    if (message.answer) schedule(message.heldAt + lognormal(people.answering), 'answers', id);
    return took;
  }

  function deliver(id: number, message: SimulatedMessage, now: number): number | undefined {
    const isTaken = account.mails < limits.mailsADay && rates.mail.take(now, 1, 0) !== undefined;
    const took = spend('delivered', now);
    if (took === undefined) return undefined;
    if (isTaken) {
      account.mails += 1;
      message.state = 'delivered';
      delivered.push(now + took - message.answeredAt);
      // From now on the end of the hold only asks for the erasure.
      message.answeredAt = -1;
      wake(id, 'erasure', now + took, now);
      return took + (spend('scheduled', now) ?? SDK_PATIENCE);
    }
    const pause = retryPause(message.attempts) / seconds(1);
    message.attempts += 1;
    message.due = now + pause;
    if (message.due > message.heldAt + DAY) end(message, 'failed');
    else wake(id, 'wake-up', message.due, now);
    return took;
  }
}
