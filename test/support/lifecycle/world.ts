import type { Friction } from '../../../core/household/friction.ts';
import type { Release } from '../../../core/approval/statement.ts';
import type { VerifiedStatement } from '../../../core/approval/verify-statement.ts';
import type { Command } from '../../../core/message/command.ts';
import type { decide } from '../../../core/message/decide.ts';
import type { NotificationReason, Message } from '../../../core/message/message.ts';
import type { nextWork } from '../../../core/message/next-work.ts';
import { after } from '../../../core/household/instant.ts';
import { aHeldMessage, aPhoneId, aVerifiedRelease } from '../builders/builders.ts';
import { canonical, type Take, recordingOf } from './message.ts';
import { faultOf } from './rules.ts';
import { momentAt, TELL_AGAIN, UNDO } from './time.ts';

/** What the trust list says, as far as it matters to one message; `unrelated`: something else was added to it. */
export type Trust = { contact: 'A' | 'B' | 'gone'; revoked: boolean; unrelated: boolean };

/** What the phone signed: the nth release, for this take, to the address that was shown. */
export type Signed = { nth: number; take: Take; address: 'A' | 'B' };

/** Whether a release still holds under a trust list. What a new kind of link takes away is taken away here. */
export const allows = ({ contact, revoked }: Trust, { address }: Signed): boolean =>
  !revoked && contact === address;

/** A phone: what it has signed, and which take it was told it may listen to under the next nonce. */
export type Phone = { signed: readonly Signed[]; heard: Take | 0 };

/** A message as a worker read it, and whether it still is what is stored. */
export type Read = { message: Message; fresh: boolean };
/** The trust list as a worker read it. */
export type Seen = { trust: Trust; same: boolean };

/** What a worker will do next; what it knows is what it needs from here on. Each is one touch of the world. */
export type Worker =
  | { at: 'idle' }
  // attend
  | { at: 'get' }
  | { at: 'get words'; read: Read }
  | { at: 'speak'; read: Read; from: number }
  | { at: 'put recording'; read: Read }
  | { at: 'get recording'; read: Read; seen: Seen }
  | { at: 'erase'; read: Read }
  | { at: 'put'; read: Read; next: Message; onward: 'on' | 'leftovers' }
  | { at: 'put claim'; read: Read; next: Message; seen: Seen; from: number }
  | { at: 'send'; read: Read; claim: string; attempts: number; from: number; nth: number; take: Take }
  | { at: 'get to report'; claim: string; result: Result; attempts: number; from: number }
  | {
      at: 'put report';
      read: Read;
      next: Message;
      claim: string;
      result: Result;
      attempts: number;
      from: number;
    }
  | { at: 'tell'; read: Read; about: NotificationReason }
  | { at: 'get to note'; about: NotificationReason; how: Telling; from: number }
  | { at: 'put note'; read: Read; next: Message; about: NotificationReason; how: Telling; from: number }
  | { at: 'look for leftovers'; onward: 'get' | 'extend' | 'idle' }
  | { at: 'erase leftovers'; onward: 'get' | 'extend' | 'idle' }
  // the skill
  | { at: 'hold content' }
  | { at: 'hold document' }
  | { at: 'extend' }
  | { at: 'read words'; read: Read }
  | { at: 'put more words'; read: Read }
  | { at: 'put extended'; read: Read; next: Message };

/** How a push went: some phone was reached, none ever will be, or it was lost and is tried again. */
export type Telling = 'reached' | 'refused' | 'lost';

export type Result = 'taken' | 'refused' | 'not-taken' | 'unclear';

/** What really happened, whatever any document says of it. */
export type Truth = {
  /** Bit n: the nth signed release was accepted. */
  used: number;
  /** The release that the owner last gave and has not taken back; 0: none. */
  standing: number;
  /** It was given at this very moment, and whoever wants to can still take it back. */
  fresh: boolean;
  /** Since that release something was sent that may have arrived. */
  open: boolean;
  /** Ever, something was sent that may have arrived, and something that did. */
  arrived: boolean;
  taken: boolean;
  /** A process died that had still to look whether what it put is wanted; a restart sweeps it up. */
  spilled: boolean;
};

/** Everything there is of one message, anywhere. `now` counts the clock's MOMENTS. */
export type World = {
  now: number;
  doc: Message | undefined;
  /** What the recording store keeps: bits 1, 2 the words and the recording of the first take, 4, 8 of the second. */
  content: number;
  trust: Trust;
  phone: Phone;
  /** The couriers, and last the skill. */
  workers: readonly Worker[];
  extended: boolean;
  truth: Truth;
};

/** The rules of a world: what it may do, and what is wrong in it on purpose. */
export type Rules = {
  decide: typeof decide;
  nextWork: typeof nextWork;
  couriers: 1 | 2;
  /** The message was dictated; else a microphone recorded it. */
  dictated: boolean;
  /** How often the owner signs a release. */
  releases: number;
  /** Words may be added, once. */
  extend: boolean;
  /** Phones are told by pushes; else everything there is to tell counts as told. */
  pushes: boolean;
  /** The house may start anew, beyond single workers dying. */
  restart: boolean;
  /** The owner leaves the trust list alone: a smaller world. */
  sameTrust?: boolean;
  faults?: readonly Fault[];
};

/** Guards that are not in `decide`, each taken away. */
export const FAULTS = [
  'a put ignores the version of the message',
  'a claim ignores the version of the trust list',
  'a claim that was lost is sent all the same',
  'a claim whose lease is running out is sent all the same',
  'the trust list is not asked before a claim',
  'a revoked phone still counts',
  'the recording is not asked for before a claim',
  'leftovers stay',
  'leftovers stay until the erasing is recorded',
  'an erasing is recorded without being done',
] as const;
export type Fault = (typeof FAULTS)[number];

/** The message as it is held, for what does not change about it. */
export const SOME_MESSAGE = aHeldMessage();

/** What is recorded of a push. */
export const noteOf = (
  about: NotificationReason,
  how: Telling,
  from: number,
): Extract<Command, { do: 'notify' }> => ({
  do: 'notify',
  reason: about,
  reached: how === 'reached' ? [aPhoneId()] : [],
  ...(how === 'lost' && { retryAt: after(momentAt(from), TELL_AGAIN) }),
});

export const WORDS = (take: Take) => (take === 1 ? 1 : 4);
export const RECORDING = (take: Take) => (take === 1 ? 2 : 8);

export const jwsOf = ({ nth, take, address }: Signed): string => `release-${nth}-${take}-${address}`;

const approvals = new Map<string, VerifiedStatement<Release>>();

/** A signed release as it comes to `decide`. */
export function approvalOf(signed: Signed, dictated: boolean): VerifiedStatement<Release> {
  const jws = jwsOf(signed);
  const name = `${jws} ${dictated}`;
  const known = approvals.get(name);
  if (known) return known;
  const message = { ...SOME_MESSAGE, recording: recordingOf(signed.take, dictated) };
  const approval = aVerifiedRelease(message, { jws, statement: { nonce: `nonce-${signed.nth}` } });
  approvals.set(name, approval);
  return approval;
}

/** The command that hands such a release in. */
export const releaseOf = (
  approval: VerifiedStatement<Release>,
  required: Friction = 'listen',
): Extract<Command, { do: 'release' }> => ({
  do: 'release',
  approval,
  required,
  undo: UNDO,
});

/** What was decided, or what is wrong about it. */
export type Decided = { kind: 'moved' | 'unchanged' | 'refused'; next?: Message; fault?: string };

/** Asks the real `decide` and looks at what it says; each different question is asked once. */
export class Judge {
  readonly rules: Rules;
  readonly #known = new Map<Message, Map<string, Decided>>();
  asked = 0;

  constructor(rules: Rules) {
    this.rules = rules;
  }

  /** `key` tells commands apart. `at`: the time that is decided with, where it is not the time now. */
  decide(message: Message, key: string, command: () => Command, now: number, at = now): Decided {
    let known = this.#known.get(message);
    if (!known) this.#known.set(message, (known = new Map()));
    const name = `${now} ${at} ${key}`;
    let decided = known.get(name);
    if (!decided) known.set(name, (decided = this.#ask(message, command(), now, at)));
    return decided;
  }

  #ask(message: Message, command: Command, now: number, at: number): Decided {
    this.asked += 1;
    try {
      const decision = this.rules.decide(message, command, momentAt(at));
      const fault = faultOf(message, command, momentAt(at), decision);
      const wrong = fault === undefined ? {} : { fault };
      if (decision.kind !== 'moved') return { kind: decision.kind, ...wrong };
      return { kind: 'moved', next: canonical(decision.message, momentAt(now)), ...wrong };
    } catch (error) {
      return { kind: 'refused', fault: `${command.do} throws ${(error as Error).name}` };
    }
  }
}
