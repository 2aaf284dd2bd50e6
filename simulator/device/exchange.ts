import type { RequestEnvelope, ResponseEnvelope } from 'ask-sdk-model';
import { committedModel } from '../../core/confidence/model.ts';
import { parsedConversation } from '../../core/conversation/conversation-schema.ts';
import { hasOpenQuestion } from '../../core/conversation/stop.ts';
import { type Asked, type Evidence, logOddsOf, type Story } from '../../core/confidence/story.ts';
import type { Device, Spoken } from './device.ts';
import type { Recognised } from './recognise.ts';

/** What came of a turn, in a word. */
export type Decision =
  | 'not-for-me'
  | 'welcome'
  | 'ask-recipient'
  | 'ask-name-again'
  | 'ask-message'
  | 'held'
  | 'stopped'
  | 'listening'
  | 'ended';

/**
 * One turn at an Echo, as it can be shown: what the platform knows about the turn, and the skill's own session
 * attributes.
 */
export type Exchange = {
  /** The open question before it. */
  asked: Asked;
  /** What the platform took it for. */
  heard: string;
  spoken: Spoken;
  /** Of this turn alone. */
  evidence: Evidence[];
  /** The sum after it; undefined where no conversation is known. */
  logOdds?: number;
  story?: Story;
  decision: Decision;
  /** The open question after it; undefined where the light is out. */
  asks?: Asked;
  /** What the skill was asked and what it answered, in Amazon's shape; missing where it was not for the skill. */
  trace?: Trace;
};

/** A request and its answer as they went over the wire. */
export type Trace = { request: RequestEnvelope; answer: ResponseEnvelope };

/** Puts an exchange together from the session before it and the skill's answer. */
export function exchangeOf(turn: {
  before: Device;
  after: Device;
  /** The session attributes that came with the answer; a session's end has none. */
  attributes: unknown;
  heard: string;
  silence: boolean;
  spoken: Spoken;
  trace: Trace;
}): Exchange {
  const { before, after, attributes, heard, silence, spoken, trace } = turn;
  const then = conversationIn(before.session?.attributes);
  const now = conversationIn(attributes) ?? (silence ? then : undefined);
  const asks = after.session && (now?.asked ?? 'nothing');
  return {
    asked: then?.asked ?? 'nothing',
    heard,
    spoken,
    evidence: newTurns(then, now).flatMap(({ evidence }) => evidence),
    ...(now && { story: now.story, logOdds: logOddsOf(now.story) }),
    decision: decisionOf(then, now, asks, silence),
    ...(asks && { asks }),
    trace,
  };
}

type Conversation = ReturnType<typeof parsedConversation.parse>;

/** A story grows turn by turn; one that is shorter than before is a new one. */
function newTurns(then: Conversation | undefined, now: Conversation | undefined): Story['turns'] {
  const [before, after] = [then?.story.turns ?? [], now?.story.turns ?? []];
  return after.length < before.length ? after : after.slice(before.length);
}

function decisionOf(
  then: Conversation | undefined,
  now: Conversation | undefined,
  asks: Asked | undefined,
  silence: boolean,
): Decision {
  if (now?.held !== undefined && now.held !== then?.held) return 'held';
  switch (asks) {
    case 'recipient':
      return 'ask-recipient';
    case 'name-again':
      return 'ask-name-again';
    case 'message':
      return 'ask-message';
    case 'more':
      return 'listening';
    case 'nothing':
      return 'welcome';
    case undefined: {
      const unlikely = now !== undefined && logOddsOf(now.story) <= committedModel.bounds.stop;
      // "Stop" and "cancel" add no turn to the story; what was not understood does.
      const gaveUp = newTurns(then, now).length > 0;
      return unlikely || ((silence || gaveUp) && then !== undefined && hasOpenQuestion(then))
        ? 'stopped'
        : 'ended';
    }
  }
}

/** The conversation that the skill keeps in its session. */
export function conversationIn(attributes: unknown): Conversation | undefined {
  return parsedConversation.safeParse((attributes as { conversation?: unknown } | undefined)?.conversation)
    .data;
}

/** What the platform took something for, for a reader. */
export function heardAs(recognised: Recognised): string {
  if (recognised.kind !== 'intent') return recognised.kind === 'launch' ? 'LaunchRequest' : 'nothing';
  const { name, slots = {} } = recognised.intent;
  const said = Object.values(slots).flatMap(slot => {
    if (slot.value === undefined) return [];
    const match = slot.resolutions?.resolutionsPerAuthority?.find(
      one => one.status.code === 'ER_SUCCESS_MATCH',
    );
    const matched = match?.values[0]?.value.name;
    const known = matched === undefined || matched.toLowerCase() === slot.value.toLowerCase();
    return [`${slot.name} “${slot.value}”${known ? '' : `, matched to ${matched}`}`];
  });
  return [name, ...said].join(', ');
}
