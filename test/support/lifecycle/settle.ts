import { after } from '../../../core/household/instant.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import { without } from '../../../core/household/without.ts';
import type { Message } from '../../../core/message/message.ts';
import { aHeldMessage } from '../builders/builders.ts';
import { canonical, numberOf, once } from './message.ts';
import { CHANNEL_TIMEOUT, LEASE, momentAt, pause, standIn, TELL_AGAIN } from './time.ts';
import { FAULTS, type Judge, type Read, type Trust, type Worker, type World } from './world.ts';

/** Brings a world to the form in which worlds with the same future are the same. */
export function settle(judge: Judge, world: World): World {
  const doc = world.doc && at(world.doc, world.now);
  // A store that takes old documents makes them matter.
  const oldMatters = judge.rules.faults?.some(fault => FAULTS.includes(fault)) ?? false;
  const workers = world.workers.map(worker => {
    const key = `${world.now} ${oldMatters} ${'read' in worker && worker.read.fresh && doc ? numberOf(doc) : 0}`;
    let forms = settledForms.get(worker);
    if (!forms) settledForms.set(worker, (forms = new Map()));
    let form = forms.get(key);
    if (!form) forms.set(key, (form = once(settledWorker({ ...world, doc }, worker, oldMatters))));
    return form;
  });
  return {
    ...world,
    doc,
    workers,
    trust: once(world.trust),
    phone: once(world.phone),
    truth: once(world.truth),
  };
}

const settledForms = new WeakMap<Worker, Map<string, Worker>>();
const byMoment = new WeakMap<Message, Message[]>();

/** The canonical form of a message at a moment. */
function at(message: Message, now: number): Message {
  let forms = byMoment.get(message);
  if (!forms) byMoment.set(message, (forms = []));
  return (forms[now] ??= canonical(message, momentAt(now)));
}

function settledWorker({ doc, now }: World, worker: Worker, oldMatters: boolean): Worker {
  const settled = { ...worker };
  // It matters only that the list is another by now.
  if ('seen' in settled && !settled.seen.same)
    settled.seen = { trust: { ...settled.seen.trust, unrelated: true }, same: false };
  if ('read' in settled) {
    if (settled.read.fresh && doc) settled.read = { message: doc, fresh: true };
    else settled.read = old(settled.read, now, oldMatters);
    if ('next' in settled) settled.next = at(settled.next, now);
    if (!settled.read.fresh && !oldMatters) {
      if ('seen' in settled) settled.seen = { trust: NO_TRUST, same: false };
      // It will not be stored, whatever it is.
      if ('next' in settled) [settled.read, settled.next] = [{ message: NOTHING, fresh: false }, NOTHING];
      if (settled.at === 'put claim') return { at: 'put', read: settled.read, next: NOTHING, onward: 'on' };
      if (settled.at === 'speak') settled.from = 0;
    }
  }
  if (settled.at === 'speak') {
    const { attempts } = settled.read.message;
    settled.from = sameFuture(settled.from, from => [retry(from, attempts, now)]);
  }
  if (settled.at === 'put claim' || settled.at === 'send') {
    const { from } = settled;
    if (from >= 0 && after(momentAt(now), CHANNEL_TIMEOUT) > after(momentAt(from), LEASE)) settled.from = -1;
  }
  if (settled.at === 'get to report' || settled.at === 'put report') {
    const { attempts } = settled;
    settled.from = sameFuture(settled.from, from => [
      retry(from, attempts, now),
      standIn(after(momentAt(from), defaultSettings.retention), momentAt(now)),
    ]);
  }
  if (settled.at === 'get to note' || settled.at === 'put note')
    settled.from =
      settled.how === 'lost'
        ? sameFuture(settled.from, from => [standIn(after(momentAt(from), TELL_AGAIN), momentAt(now))])
        : 0;
  return settled;
}

const NO_TRUST: Trust = { contact: 'gone', revoked: true, unrelated: true };
const NOTHING: Message = canonical(aHeldMessage(), aHeldMessage().heldAt);

const retry = (from: number, attempts: number, now: number) =>
  standIn(after(momentAt(from), pause(attempts)), momentAt(now));

/** The first moment of which the same will be true. */
function sameFuture(from: number, truths: (from: number) => number[]): number {
  if (from < 0) return from;
  const wanted = truths(from).join();
  for (let first = 0; first < from; first++) if (truths(first).join() === wanted) return first;
  return from;
}

/** Of a document that is no longer the stored one, only what leads to the next touch of the world. */
function old({ message }: Read, now: number, oldMatters: boolean): Read {
  if (oldMatters) return { message: at(message, now), fresh: false };
  let short = forgotten.get(message);
  if (!short) {
    const left = {
      ...without(message, 'retryAt', 'earlierAttempt'),
      attempts: 0,
      listening: [],
    } as unknown as Message;
    forgotten.set(message, (short = canonical(left, message.heldAt)));
  }
  return { message: at(short, now), fresh: false };
}
const forgotten = new WeakMap<Message, Message>();
