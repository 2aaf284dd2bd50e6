import type { Asked } from '../../core/confidence/story.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { SkillEntry } from '../../services/skill/skill.ts';
import type { Line, Scenario } from '../scenarios/scenario.ts';
import { type Account, type Device, digest, type Event, lightOut, requestFor } from './device.ts';
import { conversationIn, type Exchange, exchangeOf, heardAs } from './exchange.ts';
import type { InteractionModel } from './interaction-model.ts';
import { mishear } from './mishear.ts';
import { type Hearing, type Recognised, recognise } from './recognise.ts';

/** What an Echo of the stand-in works with. */
export type EchoParts = {
  skill: SkillEntry;
  model: InteractionModel;
  deviceId: string;
  account: Account;
  clock: () => Instant;
  newId: () => string;
};

/** Why nothing was done. */
export type EchoRefusal = { refused: 'no-session' | 'not-asked' };

/** One Echo that can be talked to. What is said at the same time is answered one after the other. */
export type Echo = {
  say(words: string): Promise<Exchange>;
  /** Gives audio to the skill by its reference; refused unless the message is being asked for. */
  record(reference: string): Promise<Exchange | EchoRefusal>;
  /** Nobody says anything until the platform gives up. */
  silence(): Promise<Exchange | EchoRefusal>;
  /** Plays the line of a scenario; its first in a new session. Undefined when nobody says more. */
  play(scenario: Scenario, line: number): Promise<{ line: Line; exchange: Exchange } | undefined>;
  /** What is open now. */
  now(): Pick<Exchange, 'asks' | 'story'>;
};

/** An Echo with its session, over the very entry that Amazon's requests reach. */
export function standInEcho({ skill, model, deviceId, account, clock, newId }: EchoParts): Echo {
  let device: Device = { deviceId };
  let last: Promise<unknown> = Promise.resolve();

  return {
    say: words => inTurn(() => hear(recognise(words, hearing()))),
    record: reference =>
      inTurn(async () => {
        if (asked() !== 'message') return { refused: 'not-asked' };
        return tell({ kind: 'recording', reference }, 'audio from its microphone');
      }),
    silence: () =>
      inTurn(async () => (device.session ? tell({ kind: 'silence' }, 'silence') : { refused: 'no-session' })),
    play: (scenario, index) =>
      inTurn(async () => {
        if (index === 0) device = lightOut(device);
        const over = index > 0 && !device.session;
        const line = over ? undefined : scenario.next(index, asked());
        return line && { line, exchange: await hear(mishear(line, hearing())) };
      }),
    now,
  };

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  }

  function hearing(): Hearing {
    return { model, skillId: account.applicationId, session: device.session };
  }

  function now(): Pick<Exchange, 'asks' | 'story'> {
    const story = conversationIn(device.session?.attributes)?.story;
    return { ...(device.session && { asks: asked() }), ...(story && { story }) };
  }

  function asked(): Asked {
    return conversationIn(device.session?.attributes)?.asked ?? 'nothing';
  }

  async function hear(recognised: Recognised): Promise<Exchange> {
    if (recognised.kind !== 'not-for-me') return tell(recognised, heardAs(recognised));
    return {
      ...now(),
      asked: asked(),
      heard: heardAs(recognised),
      spoken: {},
      evidence: [],
      decision: 'not-for-me',
    };
  }

  /** A skill that fails ends the session, as on a real Echo; the failure is thrown. */
  async function tell(event: Event, heard: string): Promise<Exchange> {
    const at = clock();
    const before = device;
    const asking = requestFor(device, event, account, { requestId: newId(), sessionId: newId(), at });
    const silence = event.kind === 'silence';
    device = lightOut(device);
    const answer = await skill(asking.envelope);
    const { device: next, spoken } = digest(asking.device, answer);
    if (!silence) device = next;
    const opened = asking.device.session.new ? lightOut(before) : before;
    return exchangeOf({
      before: opened,
      after: device,
      attributes: answer.sessionAttributes,
      heard,
      silence,
      spoken: silence ? { ...(before.session?.reprompt && { say: before.session.reprompt }) } : spoken,
      trace: { request: asking.envelope, answer },
    });
  }
}
