import type { Friction } from '../../../core/household/friction.ts';
import type { Instant } from '../../../core/household/instant.ts';
import { after } from '../../../core/household/instant.ts';
import type { Release } from '../../../core/approval/statement.ts';
import type { VerifiedStatement } from '../../../core/approval/verify-statement.ts';
import type { Command } from '../../../core/message/command.ts';
import type { Message, NotificationReason } from '../../../core/message/message.ts';
import { aHeldMessage, aPhoneId } from '../builders/builders.ts';
import type { Code } from './code.ts';
import { canonical, once, type Take } from './message.ts';
import type { Point } from './point.ts';
import { type Programs, programsOf } from './programs.ts';
import { faultOf } from './rules.ts';
import type { Signatures } from './signatures.ts';
import { momentAt, NOTIFY_AGAIN, UNDO } from './time.ts';

/** What the trust list says, as far as it matters to one message. `unrelated`: it says something else, too. */
export type Trust = { contact: 'A' | 'B' | 'gone'; revoked: boolean; unrelated: boolean };

/** What the phone signed: the nth release, for this take, to the address that it showed. */
export type Signed = { nth: number; take: Take; address: 'A' | 'B' };

/** Whether a release holds under a trust list, said independently of the code that verifies it. */
export const allows = ({ contact, revoked }: Trust, { address }: Signed): boolean =>
  !revoked && contact === address;

/** A phone: what it has signed, and which take it plays under the next nonce. */
export type Phone = { signed: readonly Signed[]; heard: Take | 0 };

/**
 * A courier or the skill, at a point of its code. `fresh`: the message is still as the code read or wrote it.
 * `sameTrust`: so is the trust list. `stored`: the put is done, and the code does not know it yet.
 */
export type Worker = { point: Point | undefined; fresh: boolean; sameTrust: boolean; stored: boolean };

const workers = new Map<Point | undefined, Worker[]>();

/** One object for each worker, so that equal ones are the same. */
export function workerAt(
  point: Point | undefined,
  { fresh = false, sameTrust = true, stored = false }: Partial<Omit<Worker, 'point'>> = {},
): Worker {
  let known = workers.get(point);
  if (!known) workers.set(point, (known = []));
  return (known[(fresh ? 1 : 0) + (sameTrust ? 2 : 0) + (stored ? 4 : 0)] ??= {
    point,
    fresh,
    sameTrust,
    stored,
  });
}

/** Nothing is under way: a courier may be triggered at any time. */
export const IDLE = workerAt(undefined);

/** What really happened, whatever a document says. */
export type Truth = {
  /** Bit n: the nth signed release was accepted. */
  used: number;
  /** The release that the owner last gave and did not undo; 0: none. */
  standing: number;
  /** It was given at this very moment, and can still be undone. */
  fresh: boolean;
  /** Since that release something was sent that may have arrived. */
  open: boolean;
  /** Something was sent at some time that may have arrived, and something that did. */
  arrived: boolean;
  taken: boolean;
  /** A process died that had put content and had not yet seen that it is wanted; a restart sweeps it up. */
  spilled: boolean;
};

/** Everything about one message, anywhere. `now` is an index of MOMENTS. */
export type World = {
  now: number;
  doc: Message | undefined;
  /** What the recording store keeps: bits 1, 2 the transcript and the recording of the first take, 4, 8 of the second. */
  content: number;
  trust: Trust;
  phone: Phone;
  /** The couriers, and last the skill. */
  workers: readonly Worker[];
  extended: boolean;
  truth: Truth;
};

/** Where guards outside the code are missing: in the stores, or in what they give. */
export type StoreFault =
  | 'a put ignores the version of the message'
  | 'every trust list allows the release'
  | 'a trust list keeps revoked phones'
  | 'recordings are read after they were erased';

/** The rules of a world: what it may do, the code that runs in it, and what is wrong with it on purpose. */
export type Rules = {
  code: Code;
  couriers: 1 | 2;
  /** The message was dictated; else a microphone recorded it. */
  dictated: boolean;
  /** How often the owner signs a release. */
  releases: number;
  /** Words may be added, once. */
  extend: boolean;
  /** A write of its own notes that the recording is about to leave, as at home; else the claim says so, as on AWS. */
  notesBeginning: boolean;
  /** Phones are notified; else everything counts as notified. */
  pushes: boolean;
  /** The home server may restart, beyond single workers dying. */
  restart: boolean;
  /** The owner leaves the trust list alone: a smaller world. */
  sameTrust?: boolean;
  fault?: StoreFault;
};

/** The message as it is held, for what does not change about it. */
export const SOME_MESSAGE = aHeldMessage();

export const NOTIFICATIONS = ['reached', 'refused', 'lost'] as const;
/** How a push went: some phone was reached, none ever will be, or it was lost and is tried again. */
export type Notification = (typeof NOTIFICATIONS)[number];

/** What is recorded about a push. */
export const noteOf = (
  reason: NotificationReason,
  how: Notification,
  now: Instant,
): Extract<Command, { do: 'notify' }> => ({
  do: 'notify',
  reason,
  reached: how === 'reached' ? [aPhoneId()] : [],
  ...(how === 'lost' && { retryAt: after(now, NOTIFY_AGAIN) }),
});

export const WORDS = (take: Take) => (take === 1 ? 1 : 4);
export const RECORDING = (take: Take) => (take === 1 ? 2 : 8);

/** The command that hands a release in. */
export const releaseOf = (
  approval: VerifiedStatement<Release>,
  required: Friction = 'listen',
): Extract<Command, { do: 'release' }> => ({ do: 'release', approval, required, undo: UNDO });

const byMoment = new WeakMap<Message, Map<Instant, Message>>();

/** The canonical form of a message at a moment. */
export function canonicalAt(message: Message, now: Instant): Message {
  let forms = byMoment.get(message);
  if (!forms) byMoment.set(message, (forms = new Map()));
  let form = forms.get(now);
  if (!form) forms.set(now, (form = canonical(message, now)));
  return form;
}

/** Brings a world to the form in which worlds with the same future are the same. */
export const settle = (world: World): World => ({
  ...world,
  doc: world.doc && canonicalAt(world.doc, momentAt(world.now)),
  trust: once(world.trust),
  phone: once(world.phone),
  truth: once(world.truth),
});

/** What was decided, or what is wrong about it. */
export type Decided = { kind: 'moved' | 'unchanged' | 'refused'; next?: Message; fault?: string };

/** Asks the real `decide` and looks at what it says; each different question is asked once. */
export class Judge {
  readonly rules: Rules;
  readonly signatures: Signatures;
  readonly programs: Programs;
  readonly #known = new Map<Message, Map<string, Decided>>();
  /** How many couriers were taken to be the same as one that has just read the message. */
  joined = 0;

  constructor(rules: Rules, signatures: Signatures) {
    this.rules = rules;
    this.signatures = signatures;
    this.programs = programsOf(rules);
  }

  /** `key` tells commands apart. */
  decide(message: Message, key: string, command: () => Command, now: number): Decided {
    let known = this.#known.get(message);
    if (!known) this.#known.set(message, (known = new Map()));
    const name = `${now} ${key}`;
    let decided = known.get(name);
    if (!decided) known.set(name, (decided = this.#ask(message, command(), momentAt(now))));
    return decided;
  }

  #ask(message: Message, command: Command, now: Instant): Decided {
    try {
      const decision = this.rules.code.decide(message, command, now);
      const fault = faultOf(message, command, now, decision);
      const wrong = fault === undefined ? {} : { fault };
      if (decision.kind !== 'moved') return { kind: decision.kind, ...wrong };
      return { kind: 'moved', next: canonicalAt(decision.message, now), ...wrong };
    } catch (error) {
      return { kind: 'refused', fault: `${command.do} throws ${(error as Error).name}` };
    }
  }
}
