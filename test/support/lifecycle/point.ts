import type { TrustDocument } from '../../../core/approval/trust-list.ts';
import type { Consent } from '../../../core/household/consent.ts';
import type { Instant } from '../../../core/household/instant.ts';
import type { Sha256 } from '../../../core/household/bytes/sha256.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import type { Message, NotificationReason } from '../../../core/message/message.ts';
import type { AttemptResult } from '../../../core/message/outcome.ts';
import type { CourierParts } from '../../../services/courier/courier-step.ts';
import type { Delivery } from '../../../services/ports/channel.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import type { Recordings } from '../../../services/ports/recordings.ts';
import type { SkillPorts } from '../../../services/skill/skill-ports.ts';
import { anAttempt, anchor, sealKey } from '../builders/builders.ts';
import { claimsIn, recordingOfTake } from './message.ts';
import { CHANNEL_TIMEOUT } from './time.ts';

/** What running code asks of the world, and waits for. `trustVersion`: the put must find the trust list at this version. */
export type Touch =
  | { do: 'start' }
  | { do: 'get message'; withTrust: boolean }
  | { do: 'put message'; message: Message; ifVersion: number; trustVersion: number | undefined }
  | { do: 'get content'; key: Sha256 }
  | { do: 'put content'; key: Sha256 }
  | { do: 'remove content'; key: Sha256 }
  | { do: 'erase content' }
  | { do: 'speak'; words: string }
  | { do: 'notify'; reason: NotificationReason };

/** What the code gets for a touch. Two answers to the same touch with the same `label` are equal. */
export type Answer = {
  label: string;
  give: () => unknown;
  /** The trust list that is read together with the message, and whether it can matter. */
  trust?: () => TrustDocument;
  trustMatters?: boolean;
  trustRead?: { label: string; give: () => TrustDocument };
  /** The message that is read. */
  message?: Message;
  fails?: boolean;
};

/** What the code finds when it looks at the clock, makes a claim, or sends. */
export type Surroundings = { now: Instant; claim: string; result: AttemptResult };

export const STARTS: Answer = { label: 'starts', give: () => undefined };
export const STORED: Answer = { label: 'stored', give: () => true };
export const NOT_STORED: Answer = { label: 'not stored', give: () => false };

/** The surroundings of a step in which the code looks at none of them. */
export const NOWHERE: Surroundings = { now: 0 as Instant, claim: '', result: 'taken' };

/** Every message that is read is at this version. */
export const READ_VERSION = 1;

/** Everything that the code works with. */
export type Parts = CourierParts & SkillPorts;

/** Code that can be run from its beginning. */
export type Program = (parts: Parts) => Promise<unknown>;

/** Where running code has stopped: before a touch of the world, or at its end. */
type Stop = { touch: Touch } | { result: unknown } | { thrown: Error };

/** One run of a program, which stops before each touch until it is answered. */
class Run {
  readonly #program: Program;
  #resume: ((answer: Answer) => void) | undefined;
  #stopped: (stop: Stop) => void = () => {};
  #around: Surroundings = { now: 0 as Instant, claim: '', result: 'taken' };
  /** What the code looked at since it went on, and what it sent. */
  lookedAtClock = false;
  claimed = false;
  sent: Delivery | undefined;

  constructor(program: Program) {
    this.#program = program;
  }

  /** Lets the code go on with an answer to its touch, up to the next. */
  go(answer: Answer, around: Surroundings): Promise<Stop> {
    this.#around = around;
    this.#reading = undefined;
    [this.lookedAtClock, this.claimed, this.sent] = [false, false, undefined];
    const stop = new Promise<Stop>(stopped => (this.#stopped = stopped));
    const resume = this.#resume;
    if (resume) resume(answer);
    else
      this.#program(this.#parts()).then(
        result => this.#stopped({ result }),
        (thrown: Error) => this.#stopped({ thrown }),
      );
    return stop;
  }

  /** Stops before a touch. The trust list is read together with the message. */
  #touch<T>(touch: Touch): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#resume = answer => {
        if (answer.fails) reject(new Error('It fails.'));
        else resolve(answer.give() as T);
        this.#giveTrust(answer.trust?.());
      };
      this.#stopped({ touch });
    });
  }
  #giveTrust: (trust: TrustDocument | undefined) => void = () => {};
  #reading: Extract<Touch, { do: 'get message' }> | undefined;

  #parts(): Parts {
    let hasStoredConsent = false;
    const documents = {
      get: (_: string, kind: string) => {
        if (kind === 'message') {
          this.#reading = { do: 'get message', withTrust: false };
          return this.#touch(this.#reading);
        }
        // What recipients agree to does not touch the message.
        if (kind === 'consent') return Promise.resolve(undefined);
        // A courier that has stored consent looks whether the household was erased.
        if (kind === 'trust' && hasStoredConsent) {
          hasStoredConsent = false;
          return Promise.resolve({});
        }
        if (kind !== 'trust' || !this.#reading) throw new Error(`${kind} is read by itself`);
        this.#reading.withTrust = true;
        return new Promise(resolve => (this.#giveTrust = resolve));
      },
      put: (message: Message | Consent, ifVersion: number, also?: { check?: { version: number } }) => {
        if (message.kind !== 'consent')
          return this.#touch({ do: 'put message', message, ifVersion, trustVersion: also?.check?.version });
        hasStoredConsent = true;
        return Promise.resolve(true);
      },
    } as unknown as Documents;
    const recordings = {
      get: (_: unknown, key: Sha256) => this.#touch({ do: 'get content', key }),
      put: (_: unknown, bytes: Uint8Array) => this.#touch({ do: 'put content', key: sha256(bytes) }),
      remove: (_: unknown, key: Sha256) => this.#touch({ do: 'remove content', key }),
      erase: () => this.#touch({ do: 'erase content' }),
    } as unknown as Recordings;
    return {
      documents,
      recordings,
      anchor,
      sealKey,
      loadSealKey: async () => sealKey,
      clock: () => {
        this.lookedAtClock = true;
        return this.#around.now;
      },
      newId: () => {
        this.claimed = true;
        return this.#around.claim;
      },
      log: () => {},
      stopPage: () => null,
      speech: { speak: (words: string) => this.#touch({ do: 'speak', words }) },
      channel: {
        timeout: CHANNEL_TIMEOUT,
        send: async (delivery: Delivery) => {
          const halted = await delivery.begin();
          if (halted) return halted;
          this.sent = delivery;
          return anAttempt(this.#around.result);
        },
      },
      notifier: { notify: (_: Message, reason: NotificationReason) => this.#touch({ do: 'notify', reason }) },
      recorder: { take: async () => recordingOfTake(1, false) },
    } as unknown as Parts;
  }
}

/**
 * A point at which real code can be: all its runs that got the same answers, in surroundings that they cannot tell
 * apart. Runs cannot be copied, so to go another way from a point the program runs from its start, with the same
 * answers.
 */
export class Point {
  /** What the code is about to do; undefined at its end. */
  readonly touch: Touch | undefined;
  readonly result: unknown;
  readonly thrown: Error | undefined;
  /** What the code sent just before it came here. */
  readonly sent: Delivery | undefined;
  /** What the code read, if it did nothing else since its start. */
  readonly hasRead: Answer | undefined;
  /** Where the code last began to read the message after a put in vain, if it looked at nothing else since. */
  readonly #retry: Point | undefined;
  /** The code put content, and has not ended since. */
  readonly hasPutContent: boolean;
  /** The version of the message that the code last read or wrote; 0 if it did neither. */
  readonly version: number;
  /** The claims that the code may know of. */
  readonly claims: readonly string[];
  /** The code read a trust list, and a put that depends on its version may follow. */
  readonly dependsOnTrust: boolean;
  /** The way here did not depend on the surroundings. */
  readonly inAnySurroundings: boolean;
  readonly #program: Program;
  readonly #way: Way;
  readonly #ownClaims: readonly string[];
  readonly #next = new Map<string, Point>();
  #run: Run | undefined;

  private constructor(program: Program, way: Way, run: Run, stop: Stop, before?: Point) {
    this.#program = program;
    this.#way = way;
    this.#run = 'touch' in stop ? run : undefined;
    this.touch = 'touch' in stop ? stop.touch : undefined;
    this.result = 'result' in stop ? stop.result : undefined;
    this.thrown = 'thrown' in stop ? stop.thrown : undefined;
    this.sent = run.sent;
    this.inAnySurroundings = !run.lookedAtClock && !run.claimed && !run.sent;
    const [answer, around] = way.at(-1) ?? [];
    this.#ownClaims = [
      ...(before ? before.#ownClaims : []),
      ...(run.claimed && around ? [around.claim] : []),
    ];
    this.claims = [
      ...this.#ownClaims,
      ...(answer?.message ? claimsIn(answer.message) : before ? before.claims : []),
    ];
    this.version = versionAfter(answer, before);
    this.hasRead = way.length === 2 ? answer : undefined;
    const isOld = before && this.inAnySurroundings ? before.#retry : undefined;
    const retries = this.touch?.do === 'get message' && before?.touch?.do === 'put message';
    this.#retry = isOld ?? (retries ? this : undefined);
    this.hasPutContent = before?.hasPutContent === true || before?.touch?.do === 'put content';
    this.dependsOnTrust =
      (answer?.trustMatters ?? before?.dependsOnTrust ?? false) &&
      !(before?.touch?.do === 'put message' && isBegun(before.touch.message));
  }

  /** Code that retries a put in a loop is where it was before, each time that it reads the message again. */
  get inLoop(): Point {
    return this.touch?.do === 'get message' && this.#retry ? this.#retry : this;
  }

  static before(program: Program): Point {
    return new Point(program, [], new Run(program), { touch: { do: 'start' } });
  }

  /** Where the code comes to with an answer to its touch. Gives no promise where it has been. */
  go(answer: Answer, around: Surroundings): Point | Promise<Point> {
    const keys = keysFor(answer, around);
    for (const key of keys) {
      const known = this.#next.get(key);
      if (known) return known;
    }
    return this.#goReally(answer, around, keys);
  }

  async #goReally(answer: Answer, around: Surroundings, keys: Keys): Promise<Point> {
    const run = this.#run ?? (await this.#again());
    this.#run = undefined;
    const stop = await run.go(answer, around);
    const point = new Point(this.#program, [...this.#way, [answer, around]], run, stop, this);
    const [always, atThisTime, withThisClaim, withThisResult] = keys;
    const key = run.sent
      ? withThisResult
      : run.claimed
        ? withThisClaim
        : run.lookedAtClock
          ? atThisTime
          : always;
    this.#next.set(key, point);
    return point;
  }

  async #again(): Promise<Run> {
    const run = new Run(this.#program);
    for (const [answer, around] of this.#way) await run.go(answer, around);
    return run;
  }
}

function versionAfter(answer: Answer | undefined, before: Point | undefined): number {
  if (answer?.message) return READ_VERSION;
  if (answer === STORED && before?.touch?.do === 'put message') return before.touch.ifVersion + 1;
  return before?.version ?? 0;
}

/** Whether the recording may leave. From then on the trust list no longer matters. */
const isBegun = (message: Message): boolean => message.state === 'sending' && message.claim.begun;

/** The answers that led to a point, and in which surroundings each was given. */
type Way = readonly [Answer, Surroundings][];

type Keys = [always: string, atThisTime: string, withThisClaim: string, withThisResult: string];

const keysFor = ({ label }: Answer, { now, claim, result }: Surroundings): Keys => [
  label,
  `${label}@${now}`,
  `${label}@${now}#${claim}`,
  `${label}@${now}>${result}`,
];
