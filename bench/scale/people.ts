import { STREAM_DELAY } from './assumptions.ts';
import { normalAt } from './legs-in-time.ts';
import type { SimulatedMessage, World } from './world.ts';

/** What people, their Echo and their phones do. `now` is a moment in seconds. */

/** A phone plays the recording before it answers. Seconds. */
const LISTENING = 4;
/** After this many seconds a phone repeats a request that was refused. */
const RETRY_CALL = 2;
const LOOKS_AT_ONCE = 10;
/** The requests of a phone for an answer, which share the answer's leg. */
const CALLS = { release: 4, discard: 2 } as const;

/** Notes when the next message begins. Each message notes the one after it, so that the agenda stays short. */
export function arrive(world: World): void {
  const moment = world.arrivals();
  if (moment === undefined) return;
  const id = world.messages.length;
  world.messages.push({
    id,
    state: 'speaking',
    attempts: 0,
    due: 0,
    heldAt: 0,
    answer: undefined,
    answeredAt: 0,
    callsLeft: 0,
    triesSince: 0,
  });
  world.open += 1;
  world.account.begun.pass(moment, 1, 0);
  world.schedule(moment, 'opens', id);
}

/** Somebody says for whom the message is. */
export function opens(world: World, message: SimulatedMessage, now: number): void {
  arrive(world);
  const took = world.run('skill', 'opened', now);
  if (took === undefined) world.end(message, 'unheard');
  else world.schedule(now + took + world.people.dictating * world.factor(), 'dictates', message.id);
}

/** Somebody says the words. */
export function dictates(world: World, message: SimulatedMessage, now: number): void {
  const took = world.run('skill', 'dictated', now);
  if (took === undefined) return world.end(message, 'unheard');
  message.state = 'rendering';
  message.answeredAt = now + took;
  world.schedule(now + took + STREAM_DELAY, 'changed', message.id);
}

/** Draws whether the owner of a held message answers, how, and when. */
export function decides(world: World, message: SimulatedMessage): void {
  const { people } = world;
  const drawn = world.random();
  if (drawn < people.released) message.answer = 'release';
  else if (drawn < people.released + people.discarded) message.answer = 'discard';
  if (message.answer) world.schedule(message.heldAt + timeToAnswer(world), 'answers', message.id);
}

/** Seconds from a held message to its owner. */
function timeToAnswer({ people: { answering }, random }: World): number {
  return answering.median * Math.exp(answering.spread * normalAt(Math.max(random(), 1e-9)));
}

/** The owner opens the app. It makes the requests of the answer, and looks at the list while it is open. */
export function answers(world: World, message: SimulatedMessage, now: number): void {
  if (message.state !== 'held' || !message.answer) return;
  message.callsLeft = CALLS[message.answer];
  message.triesSince = now;
  calls(world, message, now);
  const { looksEvery, appOpen } = world.people;
  for (let at = looksEvery; at < appOpen; at += looksEvery * LOOKS_AT_ONCE)
    world.schedule(now + at, 'looks', 0);
}

/** One request of a phone that answers. */
export function calls(world: World, message: SimulatedMessage, now: number): void {
  const { people } = world;
  const { answer } = message;
  if (message.state !== 'held' || !answer) return;
  const answered = answer === 'release' ? 'released' : 'discarded';
  const took = passesApi(world, now, 1)
    ? world.run('companion', answered, now, 1 / CALLS[answer])
    : undefined;
  if (took === undefined) {
    if (now - message.triesSince < people.patience) world.schedule(now + RETRY_CALL, 'calls', message.id);
    else world.gaveUp += 1;
    return;
  }
  message.callsLeft -= 1;
  message.triesSince = now + took + LISTENING;
  if (message.callsLeft > 1) return world.schedule(now + took, 'calls', message.id);
  if (message.callsLeft === 1) return world.schedule(now + took + LISTENING, 'calls', message.id);
  message.state = answered;
  message.due = now + took + people.undo;
  message.answeredAt = message.due;
  world.schedule(now + took + STREAM_DELAY, 'changed', message.id);
}

function passesApi({ account }: World, now: number, requests: number): boolean {
  const { apiThrottle, api } = account.rates;
  return apiThrottle.take(now, requests, 0) !== undefined && api.take(now, requests, 0) !== undefined;
}

/**
 * An open app looks at the list, several times. One event stands for them all, because a day has tens of millions of
 * looks.
 */
export function looks(world: World, now: number): void {
  const isSeen =
    passesApi(world, now, LOOKS_AT_ONCE) &&
    world.run('companion', 'looked', now, LOOKS_AT_ONCE) !== undefined;
  if (isSeen) world.account.functions.runs.companion += LOOKS_AT_ONCE - 1;
  else world.looksRefused += LOOKS_AT_ONCE;
}
