import type { TrustDocument } from '../../../core/approval/trust-list.ts';
import type { Instant } from '../../../core/household/instant.ts';
import type { Sha256 } from '../../../core/household/bytes/sha256.ts';
import { without } from '../../../core/household/without.ts';
import type { Message } from '../../../core/message/message.ts';
import { noNotificationsLeft } from '../builders/builders.ts';
import { bitOf, bytesOf } from './contents.ts';
import { numberOf, once, recordingOfTake, type Take, wordsOf } from './message.ts';
import { type Answer, READ_VERSION, STORED, NOT_STORED, type Touch } from './point.ts';
import { TRUST_VERSION } from './signatures.ts';
import { faultOfClaim, faultOfPut, signedBy } from './truth.ts';
import {
  canonicalAt,
  IDLE,
  type Judge,
  noteOf,
  NOTIFICATIONS,
  RECORDING,
  type Trust,
  type Worker,
  workerAt,
  type World,
} from './world.ts';

/** What one touch leads to: the answer to the code, the world after it, and what the worker then knows. */
export type Outcome = {
  what: string;
  world: World;
  worker: Worker;
  /** Missing if the touch is done and the code does not know it yet. */
  answer?: Answer;
  fault?: string | undefined;
};

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

    case 'remove content':
      return answers('removed', () => undefined, { ...world, content: content & ~bitOf(touch.key) });

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

export type TrustListRead = { label: string; give: () => TrustDocument };

/** The trust list matters to a delivery only; the code may not look at it for anything else. */
export function read(doc: Message, trust: TrustListRead | undefined): Answer {
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

type Put = Extract<Touch, { do: 'put message' }>;

function put(judge: Judge, world: World, worker: Worker, touch: Put, now: Instant): Outcome {
  const { doc } = world;
  const { ifVersion, trustVersion } = touch;
  const what = `put ${nameOf(touch.message)}`;
  if (worker.stored) return { what: `hear of ${what}`, world, worker, answer: STORED };
  const isFirst = ifVersion === 0;
  const canBeStored = isFirst ? !doc : worker.fresh || judge.rules.fault === IGNORES_VERSIONS;
  if (!canBeStored || (trustVersion !== undefined && !worker.sameTrust))
    return { what: `${what} in vain`, world, worker, answer: NOT_STORED };
  const told = isFirst && !judge.rules.pushes ? { notifications: noNotificationsLeft } : {};
  const next = canonicalAt(told.notifications ? { ...touch.message, ...told } : touch.message, now);
  const isClaim = next.state === 'sending' && doc?.state !== 'sending';
  const begins = next.state === 'sending' && next.claim.begun;
  const fault =
    faultOfVersions(touch, worker) ??
    (isClaim || begins ? faultOfClaim(judge, world, next) : undefined) ??
    faultOfPut(world, next);
  const after = withMessage(world, next);
  const knows = { ...worker, fresh: true };
  // Time may pass, or the courier die, before it knows that its claim is stored.
  return trustVersion === undefined
    ? { what, world: after, worker: workerAt(worker.point, knows), answer: STORED, fault }
    : {
        what,
        world: after,
        worker: workerAt(worker.point, { ...knows, stored: true, sameTrust: begins || worker.sameTrust }),
        fault,
      };
}

/** The state of a message; a claim that has begun is `begun`. */
const nameOf = (message: Message): string =>
  message.state === 'sending' && message.claim.begun ? 'begun' : message.state;

/** A put must name the versions that the code read. */
function faultOfVersions({ ifVersion, trustVersion }: Put, { point }: Worker): string | undefined {
  if (ifVersion !== point?.version) return 'a put names another version than was read';
  return trustVersion === undefined || trustVersion === TRUST_VERSION
    ? undefined
    : 'a claim names another trust list than was read';
}

/** The message is another: what workers have read is old. */
export const withMessage = (world: World, doc: Message): World => ({
  ...world,
  doc,
  workers: world.workers.map(one => (one === IDLE ? one : workerAt(one.point, { ...one, fresh: false }))),
});

export const IGNORES_VERSIONS = 'a put ignores the version of the message';

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
