import type { RequestEnvelope } from 'ask-sdk-model';
import * as z from 'zod/mini';
import type { Speaker } from '../../core/confidence/evidence/definition.ts';
import type { HeardName } from '../../core/confidence/names/match-contact.ts';
import { type Conversation, newConversation } from '../../core/conversation/conversation.ts';
import { parsedConversation } from '../../core/conversation/conversation-schema.ts';
import type { Heard, Turn } from '../../core/conversation/turn.ts';
import { type ContactId, conversationIdOf, roomIdOf } from '../../core/household/ids.ts';
import { type Instant, instant } from '../../core/household/instant.ts';
import { languageOf } from '../../core/household/language.ts';

/** Where the device simulator puts its reference to audio. Amazon's envelopes have no such context. */
export const RECORDER = 'SecondYes.Recorder';

/** A request of Alexa's, parsed. `at` is its timestamp; skill events may lack it. */
export type SkillRequest = { applicationId: string } & (
  | TurnRequest
  | { kind: 'skill-disabled'; at?: Instant; user: string }
  /** An event that the skill logs and does nothing else about. */
  | { kind: 'skill-event'; at?: Instant; type: LoggedEvent }
);

/** One turn of a conversation. The end of a session is not answerable: Alexa ignores what the skill says. */
export type TurnRequest = {
  kind: 'turn';
  at: Instant;
  user: string;
  turn: Turn;
  conversation: Conversation;
  answerable: boolean;
  /** The envelope for the SDK, with no session attributes but the skill's own: the SDK copies them however deep they go. */
  envelope: RequestEnvelope;
};

const LOGGED_EVENTS = [
  'AlexaSkillEvent.SkillEnabled',
  'AlexaSkillEvent.SkillPermissionAccepted',
  'AlexaSkillEvent.SkillPermissionChanged',
] as const;
type LoggedEvent = (typeof LOGGED_EVENTS)[number];

/** Why an event is not a request of this skill. `places` are where it does not fit, never what stands there. */
export type Refused = { refused: 'envelope-malformed' | 'wrong-skill'; places: string[] };

/**
 * Parses what Alexa sends: a launch, an intent, the end of a session, or an event of the skill.
 *
 * @param skillId the only skill whose requests are accepted; without it, the caller has verified the skill
 * @param recorder whether a reference to audio is accepted: only the device simulator gives one
 */
export function parseRequest(
  received: unknown,
  { skillId, recorder = false }: { skillId?: string | undefined; recorder?: boolean },
): SkillRequest | Refused {
  const request = isSkillEvent(received) ? parseEvent(received) : parseTurn(received, recorder);
  const isOther = !('refused' in request) && skillId && request.applicationId !== skillId;
  return isOther ? { refused: 'wrong-skill', places: [] } : request;
}

// A schema that a launch does not need is made when it is first needed, because Alexa waits while the skill starts.
const text = (longest: number) => z.string().check(z.maxLength(longest));
const ID = text(512).check(z.minLength(1));
const timestamp = z.iso.datetime({ offset: true });

const intent = z.lazy(() => {
  const entity = z.object({ name: z.string(), id: z.optional(z.string()) });
  const resolution = z.object({
    authority: z.optional(z.string()),
    status: z.object({ code: z.string() }),
    values: z.optional(z.array(z.object({ value: entity }))),
  });
  const slot = z.object({
    name: text(64),
    value: z.optional(text(20_000)),
    resolutions: z.optional(z.object({ resolutionsPerAuthority: z.optional(z.array(resolution)) })),
  });
  return z.object({ name: text(128), slots: z.nullish(z.record(z.string(), slot)) });
});

const commonFields = { requestId: ID, timestamp, locale: z.optional(text(64)) };
const turnRequest = z.discriminatedUnion('type', [
  z.object({ ...commonFields, type: z.literal('LaunchRequest') }),
  z.object({ ...commonFields, type: z.literal('IntentRequest'), intent }),
  z.object({ ...commonFields, type: z.literal('SessionEndedRequest'), reason: z.optional(z.string()) }),
]);

/** The fields of Amazon's request envelope that a turn needs (RequestEnvelope of ask-sdk-model). */
const turnEnvelope = z.object({
  session: z.object({
    new: z.boolean(),
    sessionId: ID,
    attributes: z.nullish(z.object({ conversation: z.optional(z.unknown()) })),
  }),
  context: z.object({
    System: z.object({
      application: z.object({ applicationId: ID }),
      user: z.object({ userId: ID }),
      device: z.object({ deviceId: ID }),
      person: z.nullish(z.object({ personId: ID, authenticationConfidenceLevel: z.optional(z.unknown()) })),
    }),
    [RECORDER]: z.optional(z.object({ reference: ID })),
  }),
  request: turnRequest,
});

const DISABLED = 'AlexaSkillEvent.SkillDisabled';

/** Skill events have no session and no device. */
const eventEnvelope = z.lazy(() =>
  z.object({
    context: z.object({
      System: z.object({
        application: z.object({ applicationId: ID }),
        user: z.optional(z.object({ userId: ID })),
      }),
    }),
    request: z.object({
      type: z.enum([DISABLED, ...LOGGED_EVENTS]),
      timestamp: z.optional(z.unknown()),
    }),
  }),
);

function isSkillEvent(received: unknown): boolean {
  const { request } = (received ?? {}) as { request?: { type?: unknown } | null };
  return typeof request?.type === 'string' && request.type.startsWith('AlexaSkillEvent.');
}

function parseEvent(received: unknown): SkillRequest | Refused {
  const parsed = eventEnvelope.safeParse(received);
  if (!parsed.success) return malformed(parsed.error.issues);
  const { type } = parsed.data.request;
  // An account is erased whatever the timestamp is.
  const sent = timestamp.safeParse(parsed.data.request.timestamp).data;
  const { application, user } = parsed.data.context.System;
  const common = {
    applicationId: application.applicationId,
    ...(sent !== undefined && { at: instant(Date.parse(sent)) }),
  };
  if (type !== DISABLED) return { kind: 'skill-event', type, ...common };
  if (!user) return malformed([{ path: ['context', 'System', 'user'] }]);
  return { kind: 'skill-disabled', user: user.userId, ...common };
}

function parseTurn(received: unknown, recorder: boolean): SkillRequest | Refused {
  const parsed = turnEnvelope.safeParse(received);
  if (!parsed.success) return malformed(parsed.error.issues);
  const { session, context, request } = parsed.data;
  const kept = session.attributes?.conversation;
  const earlier = kept === undefined ? undefined : parsedConversation.safeParse(kept);
  if (earlier?.success === false)
    return malformed(earlier.error.issues, ['session', 'attributes', 'conversation']);
  const { application, user, device, person } = context.System;
  const at = instant(Date.parse(request.timestamp));
  const reference = recorder ? context[RECORDER]?.reference : undefined;
  const speaker = speakerIn(person);
  const envelope = received as RequestEnvelope;
  return {
    kind: 'turn',
    at,
    applicationId: application.applicationId,
    user: user.userId,
    turn: {
      at,
      requestId: request.requestId,
      room: roomIdOf(device.deviceId),
      language: languageOf(request.locale),
      opensSession: session.new,
      heard: reference ? { kind: 'audio', reference } : heardIn(request),
      ...(speaker && { speaker }),
    },
    conversation: earlier?.data ?? newConversation(conversationIdOf(at, session.sessionId)),
    answerable: request.type !== 'SessionEndedRequest',
    envelope: {
      ...envelope,
      session: {
        ...(envelope.session as NonNullable<RequestEnvelope['session']>),
        attributes: kept === undefined ? {} : { conversation: kept },
      },
    },
  };
}

/** Alexa's levels: 300, it recognised the voice; 400, the voice and a PIN. */
const VOICE = 300;
const VOICE_AND_PIN = 400;
const authentication = z.lazy(() => z.object({ level: z.number() }));

/** Alexa sends `person` only if it recognised a voice. The confidence level is untyped and may be missing. */
function speakerIn(person: z.infer<typeof turnEnvelope>['context']['System']['person']): Speaker | undefined {
  if (!person) return undefined;
  const { success, data } = authentication.safeParse(person.authenticationConfidenceLevel);
  const level = success ? data.level : VOICE;
  return level >= VOICE_AND_PIN ? 'voice-and-pin' : level >= VOICE ? 'voice' : undefined;
}

/** The slots of the interaction model. */
const SLOTS = new Set<PropertyKey>(['recipient', 'nameAgain', 'message', 'said', 'addition']);

const malformed = (
  issues: readonly { path: PropertyKey[] }[],
  within: readonly PropertyKey[] = [],
): Refused => ({
  refused: 'envelope-malformed',
  places: issues.map(({ path }) => placeOf([...within, ...path])),
});

/** A path without the names of unknown slots, because the sender chose those. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.map((part, at) => (path[at - 1] === 'slots' && !SLOTS.has(part) ? '*' : String(part))).join('.');

function heardIn(request: z.infer<typeof turnRequest>): Heard {
  switch (request.type) {
    case 'LaunchRequest':
      return { kind: 'launch' };
    case 'SessionEndedRequest':
      return { kind: 'session-ended', silent: request.reason === 'EXCEEDED_MAX_REPROMPTS' };
    case 'IntentRequest':
      return heardInIntent(request.intent);
  }
}

function heardInIntent({ name, slots }: z.infer<typeof intent>): Heard {
  switch (name) {
    case 'SendMessageIntent': {
      const name = nameIn(slots?.['recipient']);
      const nameAgain = nameIn(slots?.['nameAgain']);
      const message = slots?.['message']?.value;
      return {
        kind: 'send',
        ...(name && { name }),
        ...(nameAgain && { nameAgain }),
        ...(message !== undefined && { message }),
      };
    }
    case 'TellIntent':
      return { kind: 'tell', said: slots?.['said']?.value ?? '' };
    case 'AddIntent':
      return { kind: 'add', transcript: slots?.['addition']?.value ?? '' };
    case 'DeliveryStatusIntent': {
      const name = nameIn(slots?.['recipient']);
      return { kind: 'delivery-status', ...(name && { name }) };
    }
    case 'WhyIntent':
      return { kind: 'explain' };
    case 'DiscardIntent':
      return { kind: 'discard' };
    case 'WaitingIntent':
      return { kind: 'count-waiting' };
    case 'PairPhoneIntent':
      return { kind: 'pair-phone' };
    case 'AddContactIntent':
      return { kind: 'add-contact' };
    case 'AMAZON.RepeatIntent':
      return { kind: 'repeat' };
    case 'AMAZON.HelpIntent':
      return { kind: 'help' };
    case 'AMAZON.StopIntent':
    case 'AMAZON.CancelIntent':
    case 'AMAZON.NavigateHomeIntent':
      return { kind: 'stop' };
    default:
      return { kind: 'not-understood' };
  }
}

type Slot = NonNullable<z.infer<typeof intent>['slots']>[string];

function nameIn(slot: Slot | undefined): HeardName | undefined {
  if (slot?.value === undefined) return undefined;
  const matches =
    slot.resolutions?.resolutionsPerAuthority?.filter(({ status }) => status.code === 'ER_SUCCESS_MATCH') ??
    [];
  const resolved = matches.flatMap(({ values = [] }) =>
    values.flatMap(({ value }) => (value.id ? [value.id as ContactId] : [])),
  );
  return { text: slot.value, resolved };
}
