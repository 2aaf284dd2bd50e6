import * as z from 'zod/mini';
import type { Speaker } from '../../core/confidence/evidence/speaker.ts';
import { languageOf } from '../../core/household/language.ts';
import type { HeardName } from '../../core/confidence/names/match-contact.ts';
import { type ContactId, conversationIdOf, type RoomId, roomIdOf } from '../../core/household/ids.ts';
import { instant } from '../../core/household/instant.ts';
import { type Conversation, newConversation } from '../../core/conversation/conversation.ts';
import { parsedConversation } from '../../core/conversation/conversation-schema.ts';
import type { Heard, Turn } from '../../core/conversation/turn.ts';

/** Where the home host's own device puts its reference to real audio. Amazon's envelopes have no such context. */
export const RECORDER = 'SecondYes.Recorder';

const text = (longest: number) => z.string().check(z.maxLength(longest));
const ID = text(512).check(z.minLength(1));

/** Made when the first is heard: Alexa waits while the skill starts. */
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
const timed = {
  requestId: ID,
  timestamp: z.iso.datetime({ offset: true }),
  locale: z.optional(text(64)),
};
const request = z.discriminatedUnion('type', [
  z.object({ ...timed, type: z.literal('LaunchRequest') }),
  z.object({
    ...timed,
    type: z.literal('IntentRequest'),
    intent,
  }),
  z.object({ ...timed, type: z.literal('SessionEndedRequest'), reason: z.optional(z.string()) }),
]);

/** What this skill reads of Amazon's request envelope (ask-sdk-model's RequestEnvelope). */
const envelope = z.object({
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
      person: z.nullish(z.object({ personId: ID, authenticationConfidenceLevel: z.unknown() })),
    }),
    [RECORDER]: z.optional(z.object({ reference: ID })),
  }),
  request,
});

/** A request envelope, parsed. */
export type Opened = {
  user: string;
  room: RoomId;
  turn: Turn;
  conversation: Conversation;
  answerable: boolean;
};

/**
 * Parses Amazon's envelope into a turn and the conversation it belongs to. Refuses with the places that do not
 * fit, never with what stands there.
 *
 * @param recorder whether a reference to real audio is accepted: only the home host's own device gives one
 */
export function openEnvelope(
  received: unknown,
  { recorder }: { recorder: boolean },
): Opened | { refused: 'envelope-malformed'; places: string[] } {
  const parsed = envelope.safeParse(received);
  if (!parsed.success) return refusal(parsed.error.issues);
  const { session, context, request: asked } = parsed.data;
  const before = earlierIn(session.attributes?.conversation);
  if (before?.success === false)
    return refusal(before.error.issues, ['session', 'attributes', 'conversation']);
  const at = instant(Date.parse(asked.timestamp));
  const room = roomIdOf(context.System.device.deviceId);
  const reference = recorder ? context[RECORDER]?.reference : undefined;
  const heard: Heard = reference ? { kind: 'recording', reference } : heardIn(asked);
  const speaker = speakerIn(context.System.person);
  return {
    user: context.System.user.userId,
    room,
    turn: {
      at,
      request: asked.requestId,
      room,
      language: languageOf(asked.locale),
      opens: session.new,
      heard,
      ...(speaker && { speaker }),
    },
    conversation: before?.data ?? newConversation(conversationIdOf(at, session.sessionId)),
    answerable: asked.type !== 'SessionEndedRequest',
  };
}

/** What an earlier turn left in the session; undefined where there was none. */
const earlierIn = (kept: unknown) => (kept === undefined ? undefined : parsedConversation.safeParse(kept));

/** Alexa's levels: 300, the voice was recognised; 400, the voice and a PIN. */
const VOICE = 300;
const VOICE_AND_PIN = 400;
const authentication = z.lazy(() => z.object({ level: z.number() }));

/** `person` is there only if a voice was recognised; its confidence is untyped and may be missing. */
function speakerIn(person: z.infer<typeof envelope>['context']['System']['person']): Speaker | undefined {
  if (!person) return undefined;
  const { success, data } = authentication.safeParse(person.authenticationConfidenceLevel);
  const level = success ? data.level : VOICE;
  return level >= VOICE_AND_PIN ? 'voice-and-pin' : level >= VOICE ? 'voice' : undefined;
}

/** The slots of the interaction model. */
const SLOTS = new Set<PropertyKey>(['recipient', 'nameAgain', 'message', 'words']);

const refusal = (
  issues: readonly { path: PropertyKey[] }[],
  within: readonly PropertyKey[] = [],
): { refused: 'envelope-malformed'; places: string[] } => ({
  refused: 'envelope-malformed',
  places: issues.map(({ path }) => placeOf([...within, ...path])),
});

/** Where something is, in our own words: a slot that the model does not have was named by the sender. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.map((part, at) => (path[at - 1] === 'slots' && !SLOTS.has(part) ? '*' : String(part))).join('.');

function heardIn(asked: z.infer<typeof request>): Heard {
  switch (asked.type) {
    case 'LaunchRequest':
      return { kind: 'launch' };
    case 'SessionEndedRequest':
      return { kind: 'ended', silent: asked.reason === 'EXCEEDED_MAX_REPROMPTS' };
    case 'IntentRequest':
      return heardAs(asked.intent);
  }
}

function heardAs({ name, slots }: z.infer<typeof intent>): Heard {
  switch (name) {
    case 'SendMessageIntent': {
      const named = nameIn(slots?.['nameAgain']) ?? nameIn(slots?.['recipient']);
      const message = slots?.['message']?.value;
      return { kind: 'send', ...(named && { name: named }), ...(message !== undefined && { message }) };
    }
    case 'AddIntent':
      return { kind: 'add', words: slots?.['words']?.value ?? '' };
    case 'WhyIntent':
      return { kind: 'why' };
    case 'DiscardIntent':
      return { kind: 'discard' };
    case 'WaitingIntent':
      return { kind: 'waiting' };
    case 'PairPhoneIntent':
      return { kind: 'pair' };
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

function nameIn(filled: Slot | undefined): HeardName | undefined {
  if (filled?.value === undefined) return undefined;
  const matches =
    filled.resolutions?.resolutionsPerAuthority?.filter(({ status }) => status.code === 'ER_SUCCESS_MATCH') ??
    [];
  const resolved = matches.flatMap(({ values = [] }) =>
    values.flatMap(({ value }) => (value.id ? [value.id as ContactId] : [])),
  );
  return { text: filled.value, resolved };
}
