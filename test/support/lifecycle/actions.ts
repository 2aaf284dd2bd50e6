import type { Message } from '../../../core/message/message.ts';
import { aPhoneId, aVerifiedDiscard } from '../builders/builders.ts';
import { has, isUnwanted, type Next, steps, store, working } from './courier.ts';
import { type Take, takeOfRecording } from './message.ts';
import { settle } from './settle.ts';
import { MOMENTS } from './time.ts';
import {
  approvalOf,
  type Decided,
  type Judge,
  releaseOf,
  type Signed,
  type Trust,
  type World,
  SOME_MESSAGE,
} from './world.ts';

/** What the owner can do to the trust list; `allows` says what it takes away. */
const TRUST_CHANGES: Record<string, (trust: Trust) => Trust | undefined> = {
  'change the address': trust => (trust.contact === 'A' ? { ...trust, contact: 'B' } : undefined),
  'remove the contact': trust => (trust.contact === 'gone' ? undefined : { ...trust, contact: 'gone' }),
  'revoke the phone': trust => (trust.revoked ? undefined : { ...trust, revoked: true }),
  'add another contact': trust => (trust.unrelated ? undefined : { ...trust, unrelated: true }),
};

type Action = (judge: Judge, world: World) => Next[];

/** Everything that can happen, besides the steps of workers. To add an action is to add it here. */
const ACTIONS: readonly Action[] = [
  passTime,
  changeTrust,
  listen,
  sign,
  release,
  undo,
  discard,
  addWords,
  restart,
];

/** The world before anything was said to be held: the skill has the words, and is about to put them down. */
export function firstWorld({ couriers }: Judge['rules']): World {
  return {
    now: 0,
    doc: undefined,
    content: 0,
    trust: { contact: 'A', revoked: false, unrelated: false },
    phone: { signed: [], heard: 0 },
    workers: [
      ...Array.from({ length: couriers }, () => ({ at: 'idle' as const })),
      { at: 'hold content' as const },
    ],
    extended: false,
    truth: { used: 0, standing: 0, fresh: false, open: false, arrived: false, taken: false, spilled: false },
  };
}

/** Everything that can happen next in this world. */
export function successors(judge: Judge, world: World): Next[] {
  const nexts = ACTIONS.flatMap(action => action(judge, world));
  const skill = world.workers.length - 1;
  world.workers.forEach((worker, who) => {
    const name = who === skill ? 'skill' : `courier ${who + 1}`;
    // An idle courier may be triggered at any time; an idle skill has nothing to do.
    if (who !== skill || worker.at !== 'idle')
      for (const next of steps(judge, world, who)) nexts.push({ ...next, what: `${name}: ${next.what}` });
    if (worker.at !== 'idle')
      nexts.push({ what: `${name} dies before: ${worker.at}`, world: dying(world, who) });
  });
  for (const next of nexts) next.world = settle(judge, next.world);
  return nexts;
}

const UNDER_WAY = [
  'put recording',
  'put',
  'look for leftovers',
  'erase leftovers',
  'hold document',
  'put more words',
  'put extended',
];

function dying(world: World, who: number): World {
  const at = world.workers[who]?.at as string;
  const spilled = world.truth.spilled || UNDER_WAY.includes(at);
  return working({ ...world, truth: { ...world.truth, spilled } }, who, { at: 'idle' });
}

/** The time of a message begins with its hold. */
function passTime(_: Judge, world: World): Next[] {
  const truth = { ...world.truth, fresh: false };
  return world.doc && world.now + 1 < MOMENTS.length
    ? [{ what: 'time passes', world: { ...world, now: world.now + 1, truth } }]
    : [];
}

function changeTrust({ rules }: Judge, world: World): Next[] {
  if (rules.sameTrust) return [];
  return Object.entries(TRUST_CHANGES).flatMap(([what, change]) => {
    const trust = change(world.trust);
    if (!trust) return [];
    const workers = world.workers.map(one =>
      'seen' in one ? { ...one, seen: { ...one.seen, same: false } } : one,
    );
    return [{ what, world: { ...world, trust, workers } }];
  });
}

/** Stores what was decided by one who asks again on the newer document if somebody was faster. */
function changing(what: string, world: World, decided: Decided, more: (world: World) => World): Next[] {
  if (!decided.next) return decided.fault === undefined ? [] : [{ what, world, fault: decided.fault }];
  const { world: changed, fault } = store(world, decided.next, world.doc as Message);
  return [{ what, world: more(changed), fault: decided.fault ?? fault }];
}

/** The phone starts to listen; it may never hear that it did. A revoked one is not let in. */
function listen(judge: Judge, world: World): Next[] {
  const { doc, phone, trust } = world;
  if (!doc || trust.revoked || phone.signed.length >= judge.rules.releases) return [];
  const nonce = `nonce-${phone.signed.length + 1}`;
  const decided = judge.decide(doc, nonce, () => ({ do: 'listen', phone: aPhoneId(), nonce }), world.now);
  const heard = 'recording' in doc && doc.recording ? takeOfRecording(doc.recording) : 0;
  return [
    ...changing('listen', world, decided, changed => ({ ...changed, phone: { ...phone, heard } })),
    ...changing('listen, and the answer is lost', world, decided, changed => changed),
  ];
}

/** The phone signs, at any time after; a broken one signs for another recording than it was given. */
function sign(judge: Judge, world: World): Next[] {
  const { phone, trust } = world;
  const { contact } = trust;
  if (phone.heard === 0 || contact === 'gone') return [];
  const takes: readonly Take[] = judge.rules.extend ? [1, 2] : [1];
  return takes.map(take => {
    const signed: Signed[] = [...phone.signed, { nth: phone.signed.length + 1, take, address: contact }];
    const what = take === phone.heard ? 'sign' : 'sign for another recording';
    return { what, world: { ...world, phone: { signed, heard: 0 } } };
  });
}

/** What was signed comes in: for the first time, again because the answer was lost, or long after. */
function release(judge: Judge, world: World): Next[] {
  const { doc, phone, truth } = world;
  if (!doc) return [];
  return phone.signed.flatMap(signed => {
    const what = `release ${signed.nth}`;
    const bit = 1 << signed.nth;
    const decided = judge.decide(
      doc,
      `${what} ${signed.take} ${signed.address}`,
      () => releaseOf(approvalOf(signed, judge.rules.dictated)),
      world.now,
    );
    const again = decided.next && (truth.used & bit) !== 0 ? 'a signed release released twice' : undefined;
    return changing(what, world, again === undefined ? decided : { ...decided, fault: again }, changed => ({
      ...changed,
      truth: { ...changed.truth, used: truth.used | bit, standing: signed.nth, fresh: true, open: false },
    }));
  });
}

function undo(judge: Judge, world: World): Next[] {
  if (!world.doc) return [];
  const decided = judge.decide(world.doc, 'undo', () => ({ do: 'undo', phone: aPhoneId() }), world.now);
  return changing('undo', world, decided, changed => ({
    ...changed,
    truth: { ...changed.truth, standing: 0, fresh: false },
  }));
}

/** By phone or by voice, at any time. */
function discard(judge: Judge, world: World): Next[] {
  const { doc } = world;
  if (!doc) return [];
  const over = (changed: World) => ({ ...changed, truth: { ...changed.truth, standing: 0 } });
  return [
    ...changing(
      'discard',
      world,
      judge.decide(doc, 'discard', () => ({ do: 'discard', by: aVerifiedDiscard(SOME_MESSAGE) }), world.now),
      over,
    ),
    ...changing(
      'discard by voice',
      world,
      judge.decide(doc, 'discard by voice', () => ({ do: 'discard', by: 'voice' }), world.now),
      over,
    ),
  ];
}

function addWords(judge: Judge, world: World): Next[] {
  const skill = world.workers.length - 1;
  if (!judge.rules.extend || world.extended || !world.doc || world.workers[skill]?.at !== 'idle') return [];
  return [{ what: 'add words', world: working({ ...world, extended: true }, skill, { at: 'extend' }) }];
}

/** The house dies whole and starts anew: claims of the process that died are lost, leftovers are swept up. */
function restart(judge: Judge, world: World): Next[] {
  if (!judge.rules.restart) return [];
  const what = 'the house starts anew';
  const workers = world.workers.map(() => ({ at: 'idle' as const }));
  const dead: World = { ...world, workers, truth: { ...world.truth, spilled: false } };
  const swept = (one: World): World =>
    isUnwanted(judge, one) && !has(judge, 'leftovers stay') ? { ...one, content: 0 } : one;
  if (dead.doc?.state !== 'sending') return [{ what, world: swept(dead) }];
  return changing(
    what,
    dead,
    judge.decide(dead.doc, 'lose-claim', () => ({ do: 'lose-claim' }), world.now),
    swept,
  );
}
