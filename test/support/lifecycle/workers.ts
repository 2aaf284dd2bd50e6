import { type Instant } from '../../../core/household/instant.ts';
import { recordingDigest } from '../../../core/message/recording.ts';
import { encodeRecording } from '../../../core/message/recording.ts';
import type { TrustDocument } from '../../../core/approval/trust-list.ts';
import type { Sha256 } from '../../../core/household/sha256.ts';
import type { Message } from '../../../core/message/message.ts';
import type { AttemptResult } from '../../../core/message/outcome.ts';
import { noNotificationsLeft } from '../builders/builders.ts';
import { without } from '../../../core/household/without.ts';
import {
  claimsIn,
  numberOf,
  once,
  recordingOf,
  recordingOfTake,
  type Take,
  takeOfRecording,
  wordsKey,
  wordsOf,
} from './message.ts';
import type { Answer, Point, Surroundings, Touch } from './point.ts';
import { addressIn, TRUST_VERSION } from './signatures.ts';
import { momentAt, standIn } from './time.ts';
import {
  allows,
  canonicalAt,
  IDLE,
  type Judge,
  noteOf,
  NOTIFICATIONS,
  RECORDING,
  type Signed,
  type Trust,
  type Worker,
  workerAt,
  WORDS,
  type World,
} from './world.ts';

/** Something that can happen next: what, where it leads, and what is wrong with it. */
export type Next = { what: string; world: World; fault?: string | undefined };

const RESULTS: readonly AttemptResult[] = ['taken', 'refused', 'not-taken', 'unclear'];
const FINAL = ['delivered', 'discarded', 'expired', 'failed'];
/** Every message that is read is at this version. */
const READ_VERSION = 1;

/** The same world with another worker in this place. */
export const withWorker = (world: World, who: number, worker: Worker): World => ({
  ...world,
  workers: world.workers.map((one, i) => (i === who ? worker : one)),
});

/** What one touch leads to: the answer to the code, the world after it, and what the worker then knows. */
type Outcome = {
  what: string;
  world: World;
  worker: Worker;
  /** Missing where the touch is done, and the code does not know it yet. */
  answer?: Answer;
  fault?: string | undefined;
};

/** Everything that a worker's next touch can lead to. A courier that begins anew is idle. */
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
    for (const result of RESULTS) {
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

export const STARTS: Answer = { label: 'starts', give: () => undefined };
/** For steps of which the code cannot tell where they are made. */
export const NOWHERE: Surroundings = { now: 0 as Instant, claim: '', result: 'taken' };
const STORED: Answer = { label: 'stored', give: () => true };
const NOT_STORED: Answer = { label: 'not stored', give: () => false };

/** A worker at its next point. Reading the message and the trust list anew is how `attend` begins, too. */
function workerIn(known: Worker, point: Point, isSkill: boolean): Worker {
  const { touch } = point;
  if (!touch || (!isSkill && touch.do === 'get message' && touch.withTrust)) return IDLE;
  // What is read anew replaces what was read before.
  if (touch.do === 'get message') return workerAt(point.inLoop);
  return workerAt(point, { ...known, stored: false });
}

/** What the world makes of the touch before which a worker has stopped. */
export function outcomes(judge: Judge, world: World, worker: Worker, now: Instant): Outcome[] {
  const { doc, content } = world;
  const touch = worker.point?.touch as Touch;
  const what = touch.do;
  const answers = (label: string, give: () => unknown, after: World = world): Outcome[] => [
    { what, world: after, worker, answer: { label, give } },
  ];
  switch (touch.do) {
    case 'start':
      return answers('starts', () => undefined);

    case 'get message': {
      if (!doc) return answers('nothing', () => undefined);
      const answer = read(doc, touch.withTrust ? trustListRead(judge, world) : undefined);
      return [{ what, world, worker: workerAt(worker.point, { fresh: true }), answer }];
    }

    case 'get content': {
      const found = (content & bitOf(touch.key)) !== 0 || isReadAnyway(judge, touch.key);
      return answers(found ? 'found' : 'gone', () => (found ? bytesOf(touch.key) : undefined));
    }

    case 'put content':
      return answers('put', () => touch.key, { ...world, content: content | bitOf(touch.key) });

    case 'erase content':
      return answers('erased', () => undefined, { ...world, content: 0 });

    case 'speak': {
      const take: Take = touch.words === wordsOf(2) ? 2 : 1;
      return [
        ...answers('spoken', () => without(recordingOfTake(take, true), 'transcript')),
        {
          what: 'speak in vain',
          world,
          worker,
          answer: { label: 'fails', give: () => undefined, fails: true },
        },
      ];
    }

    case 'notify':
      return NOTIFICATIONS.map(how => {
        const note = without(noteOf(touch.reason, how, now), 'do', 'reason');
        const label = how === 'lost' ? `${how} ${now}` : how;
        return { what: `notify: ${how}`, world, worker, answer: { label, give: () => note } };
      });

    case 'put message':
      return [put(judge, world, worker, touch, now)];
  }
}

type TrustListRead = { label: string; give: () => TrustDocument };

/** The trust list matters to a delivery only; the code may not look at it for anything else. */
function read(doc: Message, trust: TrustListRead | undefined): Answer {
  const matters = trust !== undefined && doc.state === 'released';
  return {
    label: matters ? `${numberOf(doc)} ${trust.label}` : `${numberOf(doc)}`,
    give: () => ({ ...doc, version: READ_VERSION }),
    message: doc,
    trust: () => (matters ? trust.give() : UNREADABLE),
    trustMatters: matters,
    ...(trust && { trustRead: trust }),
  };
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

/** Of so many couriers that are taken to be the same, one pair is tried. */
const JOINED_AND_TRIED = 50;

async function expectSameEnd(judge: Judge, world: World, pair: [Worker, Worker]): Promise<void> {
  const [one, other] = await Promise.all(pair.map(worker => endOf(judge, world, worker)));
  if (one !== other) throw new Error(`a courier does not go on from the message alone: ${one}, ${other}`);
}

async function endOf(judge: Judge, world: World, worker: Worker): Promise<string> {
  const { world: end, result, fault } = await alone(judge, world, worker);
  const doc = end.doc && numberOf(canonicalAt(end.doc, momentAt(world.now)));
  const wakeUp = typeof result === 'number' ? standIn(result as Instant, momentAt(world.now)) : result;
  return `${doc} ${end.content} ${wakeUp} ${fault}`;
}

function isSameTouch(one: Touch | undefined, other: Touch | undefined, now: Instant): boolean {
  if (one?.do === 'put message' && other?.do === 'put message')
    return (
      one.trustVersion === other.trustVersion &&
      canonicalAt(one.message, now) === canonicalAt(other.message, now)
    );
  return JSON.stringify(one) === JSON.stringify(other);
}

function put(
  judge: Judge,
  world: World,
  worker: Worker,
  touch: Extract<Touch, { do: 'put message' }>,
  now: Instant,
): Outcome {
  const { doc } = world;
  const { ifVersion, trustVersion } = touch;
  const what = `put ${touch.message.state}`;
  if (worker.stored) return { what: `hear of ${what}`, world, worker, answer: STORED };
  const isFirst = ifVersion === 0;
  const canBeStored = isFirst ? !doc : worker.fresh || judge.rules.fault === IGNORES_VERSIONS;
  if (!canBeStored || (trustVersion !== undefined && !worker.sameTrust))
    return { what: `${what} in vain`, world, worker, answer: NOT_STORED };
  const told = isFirst && !judge.rules.pushes ? { notifications: noNotificationsLeft } : {};
  const next = canonicalAt(told.notifications ? { ...touch.message, ...told } : touch.message, now);
  const isClaim = next.state === 'sending' && doc?.state !== 'sending';
  const fault =
    trustVersion !== undefined && trustVersion !== TRUST_VERSION
      ? 'a claim names another trust list than was read'
      : ((isClaim ? faultOfClaim(judge, world, next) : undefined) ?? faultOfPut(world, next));
  const after = withMessage(world, next);
  const knows = { ...worker, fresh: true };
  // Time may pass, or the courier die, before it knows that its claim is stored.
  return trustVersion === undefined
    ? { what, world: after, worker: workerAt(worker.point, knows), answer: STORED, fault }
    : {
        what,
        world: after,
        worker: workerAt(worker.point, { ...knows, stored: true, sameTrust: true }),
        fault,
      };
}

/** The message is another: what workers have read is old. */
export const withMessage = (world: World, doc: Message): World => ({
  ...world,
  doc,
  workers: world.workers.map(one => (one === IDLE ? one : workerAt(one.point, { ...one, fresh: false }))),
});

const IGNORES_VERSIONS = 'a put ignores the version of the message';

function faultOfClaim(judge: Judge, { content, trust, truth }: World, next: Message): string | undefined {
  const signed = signedBy(judge, next);
  if (!signed || signed.nth !== truth.standing) return 'claimed without a release that stands';
  if (truth.fresh) return 'claimed while it could still be undone';
  if (!allows(trust, signed)) return 'claimed against the trust list';
  if ((content & RECORDING(signed.take)) === 0) return 'claimed without the recording';
  return undefined;
}

/** A courier that found no recording must not come to a claim, even one that it can no longer store. */
function faultOfReading(
  { content }: World,
  touch: Touch | undefined,
  next: Touch | undefined,
): string | undefined {
  const isMissing = touch?.do === 'get content' && (content & bitOf(touch.key)) === 0;
  const claims = next?.do === 'put message' && next.message.state === 'sending';
  return isMissing && claims ? 'claimed without the recording' : undefined;
}

/** What is wrong with storing this document over the one that is there. */
export function faultOfPut({ doc, truth }: World, next: Message): string | undefined {
  if (doc && FINAL.includes(doc.state) && doc.state !== next.state)
    return `${doc.state} became ${next.state}`;
  if (doc && 'erasedAt' in doc && doc.erasedAt !== undefined && !('erasedAt' in next))
    return 'what was erased is spoken of as if it were there';
  if (next.state === 'failed' && truth.arrived && !next.mayHaveArrived)
    return 'failed, and silent on an earlier attempt that may have arrived';
  if (next.state === 'delivered' && !truth.taken) return 'delivered, and nobody took it';
  if (truth.arrived && ['rendering', 'held', 'discarded', 'expired'].includes(next.state))
    return `${next.state}, and something may have arrived`;
  if (truth.arrived && next.state === 'released' && !next.earlierAttempt && doc?.state !== 'sending')
    return 'released, and the doubt about an earlier attempt is lost';
  return undefined;
}

/** What the channel was given, and what came of it. */
function send(
  judge: Judge,
  world: World,
  { sent }: Point,
  result: AttemptResult,
): { world: World; fault?: string | undefined } {
  const { doc, truth } = world;
  if (!sent) return { world };
  const signed = doc && signedBy(judge, doc);
  const fault =
    doc?.state !== 'sending' || doc.claim.id !== sent.claim
      ? `sent while the message is ${doc?.state === 'sending' ? "another's" : doc?.state}`
      : !signed || signed.nth !== truth.standing
        ? 'sent without a release that stands'
        : takeOfRecording({ digest: recordingDigest(sent.recording) }) !== signed.take
          ? 'sent is not what was released'
          : addressIn(sent.to.addresses) !== signed.address
            ? 'sent to another address than was released'
            : truth.open
              ? 'sent twice, and the owner asked once'
              : undefined;
  const arrived = result === 'taken' || result === 'unclear';
  const heard = {
    ...truth,
    open: truth.open || arrived,
    arrived: truth.arrived || arrived,
    taken: truth.taken || result === 'taken',
  };
  return { world: { ...world, truth: heard }, fault };
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

const contentKeys = new Map<Sha256, { bit: number; bytes: Uint8Array }>(
  ([1, 2] as const).flatMap(take => [
    [wordsKey(take), { bit: WORDS(take), bytes: new TextEncoder().encode(wordsOf(take)) }],
    ...[true, false].map((dictated): [Sha256, { bit: number; bytes: Uint8Array }] => [
      recordingOf(take, dictated).digest,
      { bit: RECORDING(take), bytes: encodeRecording(recordingOfTake(take, dictated)) },
    ]),
  ]) as [Sha256, { bit: number; bytes: Uint8Array }][],
);
const contentOf = (key: Sha256) => {
  const content = contentKeys.get(key);
  if (!content) throw new Error(`content that nobody made: ${key}`);
  return content;
};
const bitOf = (key: Sha256): number => contentOf(key).bit;
const bytesOf = (key: Sha256): Uint8Array => contentOf(key).bytes;

const isReadAnyway = (judge: Judge, key: Sha256): boolean =>
  judge.rules.fault === 'recordings are read after they were erased' &&
  [RECORDING(1), RECORDING(2)].includes(bitOf(key));

const UNREADABLE = new Proxy({} as never, {
  get(_, name) {
    // Every promise asks its value whether it is one.
    if (name === 'then') return undefined;
    throw new Error('the trust list of a message that is not released is looked at');
  },
});

/** The trust list as the store gives it. */
function trustListRead(judge: Judge, world: World): TrustListRead {
  const trust = trustRead(judge, world);
  return { label: `${numberOf(trust)}`, give: () => judge.signatures.trustList(trust) };
}

function trustRead(judge: Judge, { trust, doc }: World): Trust {
  const signed = doc && signedBy(judge, doc);
  if (judge.rules.fault === 'every trust list allows the release' && signed)
    return once({ contact: signed.address, revoked: false, unrelated: trust.unrelated });
  if (judge.rules.fault === 'a trust list keeps revoked phones') return once({ ...trust, revoked: false });
  return trust;
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

/** What the phone signed of what the message was released by. */
export const signedBy = (judge: Judge, message: Message): Signed | undefined =>
  'answer' in message && message.answer ? judge.signatures.signedAs(message.answer.jws) : undefined;

/** An id that nothing in the world speaks of. */
function unusedClaim({ doc, workers }: World): string {
  const used = new Set([...claimsIn(doc), ...workers.flatMap(({ point }) => point?.claims ?? [])]);
  for (let n = 1; ; n++) if (!used.has(`claim-${n}`)) return `claim-${n}`;
}
