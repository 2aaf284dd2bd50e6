import { aVerifiedDiscard } from '../builders/builders.ts';
import { type Take, takeOfRecording } from './message.ts';
import { MOMENTS, UNDO } from './time.ts';
import { NOWHERE, STARTS } from './point.ts';
import { withMessage } from './outcomes.ts';
import { faultOfPut } from './truth.ts';
import { alone, asOfNow, type Next, steps, withoutLostPuts, withWorker } from './workers.ts';
import {
  type Decided,
  IDLE,
  type Judge,
  releaseOf,
  settle,
  type Signed,
  SOME_MESSAGE,
  type Trust,
  type Worker,
  workerAt,
  type World,
} from './world.ts';

/** What the owner can do to the trust list; `allows` says what it takes away. */
const TRUST_CHANGES: Record<string, (trust: Trust) => Trust | undefined> = {
  'change the address': trust => (trust.contact === 'A' ? { ...trust, contact: 'B' } : undefined),
  'remove the contact': trust => (trust.contact === 'gone' ? undefined : { ...trust, contact: 'gone' }),
  'revoke the phone': trust => (trust.revoked ? undefined : { ...trust, revoked: true }),
  'add another contact': trust => (trust.unrelated ? undefined : { ...trust, unrelated: true }),
};

type Action = (judge: Judge, world: World) => Next[] | Promise<Next[]>;

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

/** The world before the skill stores anything: it has what was said, and is about to put it. */
export async function firstWorld(judge: Judge): Promise<World> {
  const hold = await judge.programs.hold.go(STARTS, NOWHERE);
  return settle({
    now: 0,
    doc: undefined,
    content: 0,
    trust: { contact: 'A', revoked: false, unrelated: false },
    phone: { signed: [], heard: 0 },
    workers: [...Array.from({ length: judge.rules.couriers }, () => IDLE), workerAt(hold)],
    extended: false,
    truth: { used: 0, standing: 0, fresh: false, open: false, arrived: false, taken: false, spilled: false },
  });
}

/** Everything that can happen next in this world. */
export async function successors(judge: Judge, world: World): Promise<Next[]> {
  const nexts: Next[] = [];
  for (const action of ACTIONS) nexts.push(...(await action(judge, world)));
  const skill = world.workers.length - 1;
  for (const [who, worker] of world.workers.entries()) {
    const name = who === skill ? 'skill' : `courier ${who + 1}`;
    for (const next of await steps(judge, world, who)) nexts.push({ ...next, what: `${name}: ${next.what}` });
    if (worker !== IDLE)
      nexts.push({
        what: `${name} dies before: ${worker.point?.touch?.do}`,
        world: dying(world, who, worker),
      });
  }
  for (const next of nexts) next.world = settle(await withoutLostPuts(judge, next.world));
  return nexts;
}

const dying = (world: World, who: number, { point }: Worker): World => ({
  ...withWorker(world, who, IDLE),
  truth: { ...world.truth, spilled: world.truth.spilled || point?.hasPutContent === true },
});

/** The time of a message begins with its hold. */
async function passTime(judge: Judge, world: World): Promise<Next[]> {
  if (!world.doc || world.now + 1 === MOMENTS.length) return [];
  const later = { ...world, now: world.now + 1, truth: { ...world.truth, fresh: false } };
  return [{ what: 'time passes', world: await asOfNow(judge, later) }];
}

function changeTrust({ rules }: Judge, world: World): Next[] {
  if (rules.sameTrust) return [];
  return Object.entries(TRUST_CHANGES).flatMap(([what, change]) => {
    const trust = change(world.trust);
    if (!trust) return [];
    const workers = world.workers.map(one =>
      one.point?.dependsOnTrust ? workerAt(one.point, { ...one, sameTrust: false }) : one,
    );
    return [{ what, world: { ...world, trust, workers } }];
  });
}

/** Stores a decision at once: a request of a phone that loses a race decides again on the newer document. */
function changing(what: string, world: World, decided: Decided, more: (world: World) => World): Next[] {
  if (!decided.next) return decided.fault === undefined ? [] : [{ what, world, fault: decided.fault }];
  const fault = decided.fault ?? faultOfPut(world, decided.next);
  return [{ what, world: more(withMessage(world, decided.next)), fault }];
}

/** The phone starts to listen; it may never hear that it did. A revoked one is not let in. */
function listen(judge: Judge, world: World): Next[] {
  const { doc, phone, trust } = world;
  if (!doc || trust.revoked || phone.signed.length >= judge.rules.releases) return [];
  const nonce = `nonce-${phone.signed.length + 1}`;
  const command = { do: 'listen', phone: judge.signatures.phone, nonce } as const;
  const decided = judge.decide(doc, nonce, () => command, world.now);
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
    const approval = judge.signatures.release(signed, judge.rules.dictated);
    const decided = judge.decide(doc, approval.jws, () => releaseOf(approval), world.now);
    const again = decided.next && (truth.used & bit) !== 0 ? 'a signed release released twice' : undefined;
    return changing(what, world, again === undefined ? decided : { ...decided, fault: again }, changed => ({
      ...changed,
      truth: { ...changed.truth, used: truth.used | bit, standing: signed.nth, fresh: true, open: false },
    }));
  });
}

function undo(judge: Judge, world: World): Next[] {
  if (!world.doc) return [];
  const command = { do: 'undo', phone: judge.signatures.phone } as const;
  const decided = judge.decide(world.doc, 'undo', () => command, world.now);
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
  const byPhone = () => ({ do: 'discard', by: aVerifiedDiscard(SOME_MESSAGE), undo: UNDO }) as const;
  const byVoice = () => ({ do: 'discard', by: 'voice' }) as const;
  return [
    ...changing('discard', world, judge.decide(doc, 'discard', byPhone, world.now), over),
    ...changing('discard by voice', world, judge.decide(doc, 'discard by voice', byVoice, world.now), over),
  ];
}

async function addWords(judge: Judge, world: World): Promise<Next[]> {
  const skill = world.workers.length - 1;
  if (!judge.rules.extend || world.extended || !world.doc || world.workers[skill] !== IDLE) return [];
  const extend = workerAt(await judge.programs.extend.go(STARTS, NOWHERE));
  return [{ what: 'add words', world: withWorker({ ...world, extended: true }, skill, extend) }];
}

/** The home server dies whole and restarts: it gives up the claims of the process that died, and erases leftovers. */
async function restart(judge: Judge, world: World): Promise<Next[]> {
  if (!judge.rules.restart) return [];
  const workers = world.workers.map(() => IDLE);
  const dead: World = { ...world, workers, truth: { ...world.truth, spilled: false } };
  const { loseClaims, sweep } = judge.programs;
  const without = await alone(judge, dead, workerAt(loseClaims));
  const swept = await alone(judge, without.world, workerAt(sweep));
  return [{ what: 'the home server restarts', world: swept.world, fault: without.fault ?? swept.fault }];
}
