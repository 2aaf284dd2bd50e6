import { defaultSettings } from '../../../core/household/settings.ts';
import { hold } from '../../../core/message/hold.ts';
import type { Command } from '../../../core/message/command.ts';
import type { NotificationReason, Message } from '../../../core/message/message.ts';
import { after } from '../../../core/household/instant.ts';
import { anAttempt, nothingToTell } from '../builders/builders.ts';
import {
  canonical,
  claimsIn,
  recordingOf,
  type Take,
  takeOfRecording,
  takeOfWords,
  wordsKey,
} from './message.ts';
import { CHANNEL_TIMEOUT, LEASE, momentAt, pause } from './time.ts';
import {
  allows,
  type Decided,
  type Fault,
  type Judge,
  noteOf,
  RECORDING,
  type Read,
  type Result,
  type Seen,
  type Signed,
  type Telling,
  type Trust,
  type Worker,
  WORDS,
  type World,
  SOME_MESSAGE,
} from './world.ts';

/** Something that can happen next: what, where it leads, and what is wrong with it. */
export type Next = { what: string; world: World; fault?: string | undefined };

const IDLE: Worker = { at: 'idle' };
const TELLINGS: readonly Telling[] = ['reached', 'refused', 'lost'];
const RESULTS: readonly Result[] = ['taken', 'refused', 'not-taken', 'unclear'];
const FINAL = ['delivered', 'discarded', 'expired', 'failed'];
const RENDERING_TRIES = 3;
const retryAfter = (from: number, attempts: number) => after(momentAt(from), pause(attempts));

export const has = (judge: Judge, fault: Fault): boolean => judge.rules.faults?.includes(fault) ?? false;

/** The same world with another worker in this place. */
export function working(world: World, who: number, worker: Worker): World {
  return { ...world, workers: world.workers.map((one, i) => (i === who ? worker : one)) };
}

/**
 * What each touch of the world by a worker can lead to, in step with `attend`, `carryOut` and what they call:
 * a worker is stopped before each of its touches, and goes on to the next one by itself.
 */
export function steps(judge: Judge, world: World, who: number): Next[] {
  const worker = world.workers[who] as Worker;
  const { now, doc } = world;
  const { dictated } = judge.rules;
  const go = (to: Worker, more: Partial<World> = {}, fault?: string): Next[] => [
    { what: worker.at, world: working({ ...world, ...more }, who, to), fault },
  ];
  const putting = (read: Read, decided: Decided, onward: 'on' | 'leftovers', more = {}): Next[] =>
    decided.next
      ? go({ at: 'put', read, next: decided.next, onward }, more, decided.fault)
      : go(
          onward === 'on' ? { at: 'get' } : { at: 'look for leftovers', onward: 'get' },
          more,
          decided.fault,
        );

  /** What follows once a message is known: as it was just read, or as this worker itself just wrote it. */
  const look = (message: Message, was: 'read' | 'written', more: Partial<World>, fault?: string): Next[] => {
    const read: Read = { message, fresh: true };
    const on = (to: Worker) => go(to, more, fault);
    const decides = (what: string, command: Command): Next[] => {
      const decided = judge.decide(message, what, () => command, now);
      return putting(read, fault === undefined ? decided : { ...decided, fault }, 'on', more);
    };
    const work = judge.rules.nextWork(message, momentAt(now));
    switch (work.due) {
      case 'nothing':
      case 'wait':
        return on(IDLE);
      case 'time-out':
        return decides(work.command.do, work.command);
      case 'render':
        return on({ at: 'get words', read });
      case 'deliver':
        return was === 'written'
          ? on({ at: 'get' })
          : on({ at: 'get recording', read, seen: { trust: world.trust, same: true } });
      case 'notify':
        return on({ at: 'tell', read, about: work.reason });
      case 'erase':
        return has(judge, 'an erasing is recorded without being done')
          ? decides('erase', { do: 'erase' })
          : on({ at: 'erase', read });
    }
  };

  switch (worker.at) {
    case 'idle':
      return go({ at: 'get' });

    case 'get':
      return doc ? look(doc, 'read', world) : go(IDLE);

    case 'erase': {
      const { message } = worker.read;
      return putting(
        worker.read,
        judge.decide(message, 'erase', () => ({ do: 'erase' }), now),
        'on',
        { content: 0 },
      );
    }

    case 'get words': {
      const { message } = worker.read;
      if ((world.content & WORDS(dictatedIn(message))) === 0)
        return putting(worker.read, failToRender(judge, message, now, now, true), 'on');
      return go({ at: 'speak', read: worker.read, from: now });
    }

    case 'speak': {
      const { message } = worker.read;
      const final = message.attempts + 1 >= RENDERING_TRIES;
      const failing = putting(worker.read, failToRender(judge, message, now, worker.from, final), 'on');
      return [
        ...go({ at: 'put recording', read: worker.read }),
        ...failing.map(next => ({ ...next, what: 'speak in vain' })),
      ];
    }

    case 'put recording': {
      const { message } = worker.read;
      const take = dictatedIn(message);
      const from = { transcript: wordsKey(take), characters: 10 };
      const decided = judge.decide(
        message,
        `render ${take}`,
        () => ({ do: 'render', from, recording: recordingOf(take, true) }),
        now,
      );
      return putting(worker.read, decided, 'leftovers', { content: world.content | RECORDING(take) });
    }

    case 'get recording': {
      const { message } = worker.read;
      const found =
        'recording' in message &&
        message.recording !== undefined &&
        (world.content & RECORDING(takeOfRecording(message.recording))) !== 0;
      return verified(judge, world, worker.read, worker.seen, found, go, putting);
    }

    case 'put': {
      const stored = worker.read.fresh || has(judge, 'a put ignores the version of the message');
      const failed = (): Worker =>
        worker.onward === 'leftovers' && !has(judge, 'leftovers stay')
          ? { at: 'look for leftovers', onward: 'get' }
          : { at: 'get' };
      if (!stored) return go(failed());
      const { world: after, fault } = store(world, worker.next, worker.read.message);
      return look(worker.next, 'written', after, fault);
    }

    case 'put claim': {
      const { next, read, seen, from } = worker;
      const stored =
        (read.fresh || has(judge, 'a put ignores the version of the message')) &&
        (seen.same || has(judge, 'a claim ignores the version of the trust list'));
      if (!stored && !has(judge, 'a claim that was lost is sent all the same')) return go({ at: 'get' });
      if (next.state !== 'sending') return go({ at: 'get' });
      const signed = signedBy(world, next);
      const sending: Worker = {
        at: 'send',
        read: { message: next, fresh: stored },
        claim: next.claim.id,
        attempts: next.attempts,
        from,
        nth: signed?.nth ?? 0,
        take: takeOfRecording(next.recording),
      };
      if (!stored) return go(sending);
      const { world: after, fault } = store(world, next, read.message);
      const wrong =
        !signed || signed.nth !== world.truth.standing
          ? 'claimed without a release that stands'
          : world.truth.fresh
            ? 'claimed while it could still be taken back'
            : !allows(world.trust, signed)
              ? 'claimed against the trust list'
              : fault;
      return [{ what: worker.at, world: working(after, who, sending), fault: wrong }];
    }

    case 'send': {
      const { read, claim, attempts, from, nth, take } = worker;
      const reporting = (what: string, result: Result, more: Partial<World> = {}, fault?: string): Next[] =>
        report(judge, read, { claim, result, attempts, from: now }, now, (to, wrong) =>
          go(to, more, fault ?? wrong).map(next => ({ ...next, what })),
        );
      const covered = after(momentAt(now), CHANNEL_TIMEOUT) <= after(momentAt(from), LEASE);
      if (from < 0 || !covered)
        if (!has(judge, 'a claim whose lease is running out is sent all the same'))
          return reporting('send', 'not-taken');
      const { truth } = world;
      const signed = world.phone.signed[nth - 1];
      const fault =
        doc?.state !== 'sending' || doc.claim.id !== claim
          ? `sent while the message is ${doc?.state === 'sending' ? "another's" : doc?.state}`
          : !signed || nth !== truth.standing
            ? 'sent without a release that stands'
            : signed.take !== take
              ? 'sent is not what was released'
              : truth.open
                ? 'sent twice, and the owner asked once'
                : undefined;
      return RESULTS.flatMap(result => {
        const arrived = result === 'taken' || result === 'unclear';
        const heard = {
          ...truth,
          open: truth.open || arrived,
          arrived: truth.arrived || arrived,
          taken: truth.taken || result === 'taken',
        };
        return reporting(`send: ${result}`, result, { truth: heard }, fault);
      });
    }

    case 'get to report':
      return doc
        ? report(judge, { message: doc, fresh: true }, worker, now, (to, fault) => go(to, {}, fault))
        : go({ at: 'get' });

    case 'put report': {
      const { claim, result, attempts, from, read, next } = worker;
      if (!read.fresh && !has(judge, 'a put ignores the version of the message'))
        return go({ at: 'get to report', claim, result, attempts, from });
      const { world: after, fault } = store(world, next, read.message);
      return look(next, 'written', after, fault);
    }

    case 'tell':
      return TELLINGS.flatMap(how =>
        note(judge, worker.read, { about: worker.about, how, from: now }, now, (to, fault) =>
          go(to, {}, fault).map(next => ({ ...next, what: `tell: ${how}` })),
        ),
      );

    case 'get to note':
      return doc
        ? note(judge, { message: doc, fresh: true }, worker, now, (to, fault) => go(to, {}, fault))
        : go({ at: 'get' });

    case 'put note': {
      const { about, how, from, read, next } = worker;
      if (!read.fresh && !has(judge, 'a put ignores the version of the message'))
        return go({ at: 'get to note', about, how, from });
      const { world: after, fault } = store(world, next, read.message);
      return look(next, 'written', after, fault);
    }

    case 'look for leftovers': {
      const then: Worker = worker.onward === 'idle' ? IDLE : { at: worker.onward };
      return isUnwanted(judge, world) ? go({ at: 'erase leftovers', onward: worker.onward }) : go(then);
    }
    case 'erase leftovers':
      return go(worker.onward === 'idle' ? IDLE : { at: worker.onward }, { content: 0 });

    case 'hold content':
      return go({ at: 'hold document' }, { content: dictated ? WORDS(1) : RECORDING(1) });
    case 'hold document': {
      const { household, id, room, contact, story } = SOME_MESSAGE;
      const what = { household, id, room, contact, story };
      const content = dictated
        ? { dictation: { transcript: wordsKey(1), characters: 10 } }
        : { recording: recordingOf(1, false) };
      const held = hold(what, content, defaultSettings, momentAt(0));
      const told = judge.rules.pushes ? [] : nothingToTell;
      return go(IDLE, { doc: canonical({ ...held, notifications: told }, momentAt(now)) });
    }

    case 'extend':
      if (!doc || !('dictation' in doc) || !doc.dictation || takeOfWords(doc.dictation.transcript) === 2)
        return go(IDLE);
      return go({ at: 'read words', read: { message: doc, fresh: true } });
    case 'read words':
      return go((world.content & WORDS(1)) === 0 ? IDLE : { at: 'put more words', read: worker.read });
    case 'put more words': {
      const decided = judge.decide(
        worker.read.message,
        'extend',
        () => ({ do: 'extend', dictation: { transcript: wordsKey(2), characters: 20 } }),
        now,
      );
      const content = world.content | WORDS(2);
      return decided.next
        ? go({ at: 'put extended', read: worker.read, next: decided.next }, { content }, decided.fault)
        : go({ at: 'look for leftovers', onward: 'idle' }, { content }, decided.fault);
    }
    case 'put extended': {
      if (!worker.read.fresh && !has(judge, 'a put ignores the version of the message'))
        return go({ at: 'look for leftovers', onward: 'extend' });
      const { world: after, fault } = store(world, worker.next, worker.read.message);
      return [{ what: worker.at, world: working(after, who, IDLE), fault }];
    }
  }
}

type Heard = { claim: string; result: Result; attempts: number; from: number };

/** What is decided of what a channel said, on the message as it is known; `from`: when it said so. */
function report(
  judge: Judge,
  read: Read,
  { claim, result, attempts, from }: Heard,
  now: number,
  go: (to: Worker, fault?: string) => Next[],
): Next[] {
  const decided = judge.decide(
    read.message,
    `report ${claim} ${result} ${attempts}`,
    () => ({
      do: 'report',
      claim,
      attempt: anAttempt(result),
      retryAt: retryAfter(from, attempts),
    }),
    now,
    from,
  );
  if (!decided.next) return go({ at: 'get' }, decided.fault);
  return go({ at: 'put report', read, next: decided.next, claim, result, attempts, from }, decided.fault);
}

/** What is noted of a push, on the message as it is known; `from`: when it was over. */
function note(
  judge: Judge,
  read: Read,
  { about, how, from }: { about: NotificationReason; how: Telling; from: number },
  now: number,
  go: (to: Worker, fault?: string) => Next[],
): Next[] {
  const decided = judge.decide(
    read.message,
    `tell ${about} ${how} ${from}`,
    () => noteOf(about, how, from),
    now,
  );
  if (!decided.next) return go({ at: 'get' }, decided.fault);
  return go({ at: 'put note', read, next: decided.next, about, how, from }, decided.fault);
}

/** Content that nobody will erase later: of no message, or of one whose content is due for erasing or erased. */
export function isUnwanted(judge: Judge, { doc, now }: World): boolean {
  if (!doc || ('erasedAt' in doc && doc.erasedAt !== undefined)) return true;
  if (has(judge, 'leftovers stay until the erasing is recorded')) return false;
  return judge.rules.nextWork(doc, momentAt(now)).due === 'erase';
}

const dictatedIn = (message: Message): Take =>
  'dictation' in message && message.dictation ? takeOfWords(message.dictation.transcript) : 1;

export const signedBy = (world: World, message: Message): Signed | undefined =>
  'answer' in message && message.answer
    ? world.phone.signed.find(({ nth }) => message.answer?.jws.startsWith(`release-${nth}-`))
    : undefined;

function failToRender(judge: Judge, message: Message, now: number, from: number, final: boolean): Decided {
  const retryAt = retryAfter(from, message.attempts);
  return judge.decide(
    message,
    `fail to render ${final} ${from}`,
    () => ({ do: 'fail-to-render', final, retryAt, reason: 'no-speech' }),
    now,
  );
}

/** What `deliver` makes of all it has read. */
function verified(
  judge: Judge,
  world: World,
  read: Read,
  seen: Seen,
  found: boolean,
  go: (to: Worker, more?: Partial<World>, fault?: string) => Next[],
  putting: (read: Read, decided: Decided, onward: 'on') => Next[],
): Next[] {
  const { message } = read;
  const { now } = world;
  const signed = signedBy(world, message);
  const fits =
    signed !== undefined &&
    (found || has(judge, 'the recording is not asked for before a claim')) &&
    'recording' in message &&
    message.recording !== undefined &&
    takeOfRecording(message.recording) === signed.take &&
    (allows(asSeen(judge, seen), signed) || has(judge, 'the trust list is not asked before a claim')) &&
    momentAt(now) < message.sendBy;
  if (!fits) {
    const decided = judge.decide(
      message,
      'refuse-release',
      () => ({ do: 'refuse-release', outcome: { code: 'unknown-phone' } }),
      now,
    );
    return putting(read, decided, 'on');
  }
  const id = unusedClaim(world);
  const claim = { id, at: momentAt(now), leaseUntil: after(momentAt(now), LEASE) };
  const decided = judge.decide(message, `claim ${id}`, () => ({ do: 'claim', claim }), now);
  if (!decided.next) return go({ at: 'get' }, {}, decided.fault);
  const missing = !found ? 'claimed without the recording' : undefined;
  return go({ at: 'put claim', read, next: decided.next, seen, from: now }, {}, decided.fault ?? missing);
}

const asSeen = (judge: Judge, { trust }: Seen): Trust =>
  has(judge, 'a revoked phone still counts') ? { ...trust, revoked: false } : trust;

/** An id that nothing in the world speaks of. */
function unusedClaim(world: World): string {
  const used = new Set([
    ...claimsIn(world.doc),
    ...world.workers.flatMap(worker => [
      ...('claim' in worker ? [worker.claim] : []),
      ...('next' in worker ? claimsIn(worker.next) : []),
      ...('read' in worker ? claimsIn(worker.read.message) : []),
    ]),
  ]);
  for (let n = 1; ; n++) if (!used.has(`claim-${n}`)) return `claim-${n}`;
}

/** Writes the next document; what others have read is now old. `from` is what it was decided on. */
export function store(
  world: World,
  next: Message,
  from: Message,
): { world: World; fault: string | undefined } {
  const { doc, truth } = world;
  const workers = world.workers.map(worker =>
    'read' in worker ? { ...worker, read: { ...worker.read, fresh: false } } : worker,
  );
  return { world: { ...world, doc: next, workers }, fault: storeFault() };

  function storeFault(): string | undefined {
    if (doc && FINAL.includes(doc.state) && doc.state !== next.state)
      return `${doc.state} became ${next.state}`;
    if (doc && 'erasedAt' in doc && doc.erasedAt !== undefined && !('erasedAt' in next))
      return 'what was erased is spoken of as if it were there';
    if (doc && doc !== from && doc.state !== from.state)
      return `${next.state} was decided on ${from.state} and overwrote ${doc.state}`;
    if (next.state === 'failed' && truth.arrived && !next.mayHaveArrived)
      return 'failed, and silent on an earlier attempt that may have arrived';
    if (next.state === 'delivered' && !truth.taken) return 'delivered, and nobody took it';
    if (truth.arrived && ['rendering', 'held', 'discarded', 'expired'].includes(next.state))
      return `${next.state}, and something may have arrived`;
    if (truth.arrived && next.state === 'released' && !next.earlierAttempt && doc?.state !== 'sending')
      return 'released, and the doubt about an earlier attempt is lost';
    return undefined;
  }
}
