import type { Asked } from '../../core/confidence/story.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { SkillEntry } from '../../services/skill/skill.ts';
import type { Line, Scenario } from '../scenarios/scenario.ts';
import { type Account, applyAnswer, type Device, type Event, lightOut, requestFor } from './device.ts';
import { conversationIn, type Exchange, exchangeOf, heardAs } from './exchange.ts';
import type { InteractionModel } from './interaction-model.ts';
import { mishear } from './mishear.ts';
import { type Hearing, type Recognised, recognise } from './recognise.ts';

/** What a simulated Echo needs. */
export type SimulatedEchoParts = {
  skill: SkillEntry;
  model: InteractionModel;
  deviceId: string;
  hasScreen?: boolean;
  account: Account;
  clock: () => Instant;
  newId: () => string;
};

/** Why nothing happened. */
export type EchoRefusal = { refused: 'no-session' | 'not-asked' };

/** One simulated Echo. It answers utterances that arrive together one after the other. */
export type SimulatedEcho = {
  say(words: string): Promise<Exchange>;
  /** Passes a reference to audio on to the skill; refused unless the skill asks for the message. */
  record(reference: string): Promise<Exchange | EchoRefusal>;
  /** Touches a button on the screen, which sends these arguments. */
  touch(sent: unknown[]): Promise<Exchange>;
  /** Stays silent until the platform gives up. */
  silence(): Promise<Exchange | EchoRefusal>;
  /** Plays one line of a scenario; the first line in a new session. Undefined at the end of the scenario. */
  play(scenario: Scenario, line: number): Promise<{ line: Line; exchange: Exchange } | undefined>;
  /** The open question and the story so far. */
  now(): Pick<Exchange, 'asks' | 'story'>;
};

/** Simulates an Echo with its session. It calls the same entry of the skill as Amazon's requests do. */
export function simulateEcho({
  skill,
  model,
  deviceId,
  hasScreen = false,
  account,
  clock,
  newId,
}: SimulatedEchoParts): SimulatedEcho {
  let device: Device = { deviceId, hasScreen };
  let last: Promise<unknown> = Promise.resolve();

  return {
    say: words => inTurn(() => hear(recognise(words, hearing()))),
    record: reference =>
      inTurn(async () => {
        if (asked() !== 'message') return { refused: 'not-asked' };
        return send({ kind: 'recording', reference }, 'audio from its microphone');
      }),
    touch: sent => inTurn(() => send({ kind: 'touch', arguments: sent }, 'a touch on the screen')),
    silence: () =>
      inTurn(async () => (device.session ? send({ kind: 'silence' }, 'silence') : { refused: 'no-session' })),
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
    if (recognised.kind !== 'not-for-me') return send(recognised, heardAs(recognised));
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
  async function send(event: Event, heard: string): Promise<Exchange> {
    const at = clock();
    const before = device;
    const asking = requestFor(device, event, account, { requestId: newId(), sessionId: newId(), at });
    const silence = event.kind === 'silence';
    device = lightOut(device);
    const answer = await skill(asking.envelope);
    const { device: next, spoken } = applyAnswer(asking.device, answer);
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
