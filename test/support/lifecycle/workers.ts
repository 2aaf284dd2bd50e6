import type { Instant } from '../../../core/household/instant.ts';
import type { Message } from '../../../core/message/message.ts';
import { ATTEMPT_RESULTS } from '../../../core/message/outcome.ts';
import { claimsIn, numberOf } from './message.ts';
import { IGNORES_VERSIONS, type Outcome, outcomes, read, type TrustListRead } from './outcomes.ts';
import { NOT_STORED, NOWHERE, type Point, STARTS, STORED, type Touch } from './point.ts';
import { momentAt, standIn } from './time.ts';
import { faultOfReading, send } from './truth.ts';
import { canonicalAt, IDLE, type Judge, type Worker, workerAt, type World } from './world.ts';

/** Something that can happen next: what, where it leads, and what is wrong with it. */
export type Next = { what: string; world: World; fault?: string | undefined };

/** The same world with another worker in this place. */
export const withWorker = (world: World, who: number, worker: Worker): World => ({
  ...world,
  workers: world.workers.map((one, i) => (i === who ? worker : one)),
});

/** Everything that a worker's next touch can lead to. A courier that begins again is idle. */
export async function steps(judge: Judge, world: World, who: number): Promise<Next[]> {
  const isSkill = who === world.workers.length - 1;
  let worker = world.workers[who] as Worker;
  if (worker === IDLE) {
    if (isSkill) return [];
    worker = workerAt(await judge.programs.attend.go(STARTS, NOWHERE));
  }
  const nexts: Next[] = [];
  for (const { what, world: after, worker: known, answer, fault } of outcomes(
    judge,
    world,
    worker,
    momentAt(world.now),
  )) {
    if (!answer) {
      nexts.push({ what, world: withWorker(after, who, known), fault });
      continue;
    }
    const point = known.point as Point;
    for (const result of ATTEMPT_RESULTS) {
      const around = { now: momentAt(world.now), claim: unusedClaim(world), result };
      const next = await point.go(answer, around);
      const sent = next.sent ? send(judge, after, next, result) : { world: after };
      let onward = workerIn(known, next, isSkill);
      // The code goes on from what it wrote.
      if (point.touch?.do === 'put message' && answer === STORED && onward !== IDLE && !isSkill)
        onward = await asJustRead(judge, sent.world, onward, point.touch);
      nexts.push({
        what: next.sent ? `${what}, sent: ${result}` : what,
        world: withWorker(sent.world, who, onward),
        fault:
          fault ??
          sent.fault ??
          faultOfReading(world, point.touch, next.touch) ??
          (next.thrown && `${what} throws ${next.thrown.message}`),
      });
      if (!next.sent) break;
    }
  }
  return nexts;
}

/** A worker at its next point. Reading the message and the trust list again is how `attend` begins, too. */
function workerIn(known: Worker, point: Point, isSkill: boolean): Worker {
  const { touch } = point;
  if (!touch || (!isSkill && touch.do === 'get message' && touch.withTrust)) return IDLE;
  // What is read again replaces what was read before.
  if (touch.do === 'get message') return workerAt(point.inLoop);
  return workerAt(point, { ...known, stored: false });
}

/**
 * A courier whose last touch was to read or to write the message goes on from what it knows of the message, and from
 * nothing else. So it is the same as a courier that has just begun and reads that message now, unless that one would do
 * something else next.
 */
async function asJustRead(
  judge: Judge,
  world: World,
  worker: Worker,
  { message, trust }: { message: Message; trust?: TrustListRead | undefined },
): Promise<Worker> {
  const now = momentAt(world.now);
  const begun = await judge.programs.attend.go(STARTS, NOWHERE);
  const point = await begun.go(read(canonicalAt(message, now), trust), { ...NOWHERE, now });
  if (point === worker.point || !isSameTouch(point.touch, worker.point?.touch, now)) return worker;
  const same = workerAt(point, worker);
  judge.joined += 1;
  if (judge.joined % JOINED_AND_TRIED === 0) await expectSameEnd(judge, world, [worker, same]);
  return same;
}

/** Of this many couriers that are taken to be the same, one pair is tried. */
const JOINED_AND_TRIED = 50;

async function expectSameEnd(judge: Judge, world: World, pair: [Worker, Worker]): Promise<void> {
  const [one, other] = await Promise.all(pair.map(worker => endOf(judge, world, worker)));
  if (one !== other) throw new Error(`a courier does not go on from the message alone: ${one}, ${other}`);
}

async function endOf(judge: Judge, world: World, worker: Worker): Promise<string> {
  const { world: end, result, fault } = await alone(judge, world, worker);
  const doc = end.doc && numberOf(canonicalAt(end.doc, momentAt(world.now)));
  const wakeUp = typeof result === 'number' ? standIn(result as Instant, momentAt(world.now)) : result;
  return JSON.stringify([doc, end.content, wakeUp, fault]);
}

function isSameTouch(one: Touch | undefined, other: Touch | undefined, now: Instant): boolean {
  if (one?.do === 'put message' && other?.do === 'put message')
    return (
      one.trustVersion === other.trustVersion &&
      canonicalAt(one.message, now) === canonicalAt(other.message, now)
    );
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * A put that can no longer succeed changes nothing, and the code cannot tell when it fails if it does not look at the
 * clock: it fails at once, so that there are fewer worlds.
 */
export async function withoutLostPuts(judge: Judge, world: World): Promise<World> {
  if (judge.rules.fault === IGNORES_VERSIONS) return world;
  const skill = world.workers.length - 1;
  let changed = world;
  for (const [who, worker] of world.workers.entries()) {
    const { point, fresh, sameTrust, stored } = worker;
    if (point?.touch?.do !== 'put message' || stored || point.touch.ifVersion === 0) continue;
    if (fresh && (sameTrust || point.touch.trustVersion === undefined)) continue;
    const next = await point.go(NOT_STORED, { ...NOWHERE, now: momentAt(world.now) });
    if (next.inAnySurroundings) changed = withWorker(changed, who, workerIn(worker, next, who === skill));
  }
  return changed;
}

/** Time has passed: each courier that has just read the message is as one that reads it now. */
export async function asOfNow(judge: Judge, world: World): Promise<World> {
  let after = world;
  for (const [who, worker] of world.workers.entries()) {
    const { message, trustRead } = worker.point?.hasRead ?? {};
    if (message && who !== world.workers.length - 1)
      after = withWorker(after, who, await asJustRead(judge, world, worker, { message, trust: trustRead }));
  }
  return after;
}

/** Lets a worker go on to its end. Nothing else happens, and everything that it tries succeeds. */
export async function alone(
  judge: Judge,
  world: World,
  from: Worker,
  now = momentAt(world.now),
): Promise<{ world: World; result: unknown; fault?: string | undefined }> {
  const around = { now, claim: 'claim-8', result: 'taken' } as const;
  let worker = from;
  let after = world;
  while (worker.point?.touch) {
    const [outcome] = outcomes(judge, after, worker, now) as [Outcome];
    after = outcome.world;
    worker = outcome.worker;
    if (!outcome.answer) continue;
    const point: Point = await (worker.point as Point).go(outcome.answer, around);
    if (point.sent) after = { ...after, truth: { ...after.truth, arrived: true, taken: true } };
    worker = workerAt(point, { ...worker, stored: false });
    const fault = outcome.fault ?? (point.thrown && `it throws ${point.thrown.message}`);
    if (fault !== undefined) return { world: after, result: undefined, fault };
  }
  return { world: after, result: worker.point?.result };
}

/** An id that nothing in the world speaks of. */
function unusedClaim({ doc, workers }: World): string {
  const used = new Set([...claimsIn(doc), ...workers.flatMap(({ point }) => point?.claims ?? [])]);
  for (let n = 1; ; n++) if (!used.has(`claim-${n}`)) return `claim-${n}`;
}
