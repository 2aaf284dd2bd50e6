import type { RequestEnvelope } from 'ask-sdk-model';
import * as z from 'zod/mini';
// The linter takes `z.catch` for the method of a promise.
import { catch as replaceOdd } from 'zod/mini';
import type { Speaker } from '../../core/confidence/evidence/definition.ts';
import type { HeardName } from '../../core/confidence/names/match-contact.ts';
import { type Conversation, newConversation } from '../../core/conversation/conversation.ts';
import { parsedConversation } from '../../core/conversation/conversation-schema.ts';
import type { Heard, Turn } from '../../core/conversation/turn.ts';
import { type ContactId, conversationIdOf, messageIdSchema, roomIdOf } from '../../core/household/ids.ts';
import { type Instant, instant } from '../../core/household/instant.ts';
import { languageOf } from '../../core/household/language.ts';
import { type IntentName, type SlotName, SLOTS } from './intents.ts';
import { APL_VERSION, DISCARD, SCREEN } from './screen-document.ts';

/** Where the device simulator puts its reference to audio. Amazon's envelopes have no such context. */
export const RECORDER = 'SecondYes.Recorder';

/** A request of Alexa's, parsed. `at` is its timestamp; skill events may lack it. */
export type SkillRequest = { applicationId: string } & (
  | TurnRequest
  | { kind: 'skill-disabled'; at?: Instant; user: string }
  /** Any other type: the skill logs it and does nothing else about it. */
  | { kind: 'not-handled'; at?: Instant; type: LogWord; error?: LogWord }
);

/** One turn of a conversation. The end of a session is not answerable: Alexa ignores what the skill says. */
export type TurnRequest = {
  kind: 'turn';
  at: Instant;
  user: string;
  turn: Turn;
  conversation: Conversation;
  /** What the skill said last in this session. */
  said?: string;
  /** Whether the device has a screen. */
  hasScreen: boolean;
  answerable: boolean;
  /** Why Alexa ended the session, if it could not use an answer of the skill. */
  error?: LogWord;
  /**
   * The envelope for the SDK, with no session attributes but the skill's own, because the SDK copies all of them,
   * however deep.
   */
  envelope: RequestEnvelope;
};

const logWord = z
  .string()
  .check(z.regex(/^[A-Za-z][\w.]{0,99}$/))
  .brand<'LogWord'>();
/** A type that Amazon names, such as `Display.ElementSelected`. Words that somebody said would not fit. */
type LogWord = z.infer<typeof logWord>;

/** Why an event is not a request of this skill. `places` are where it does not fit, never what stands there. */
export type Refused = { refused: 'envelope-malformed' | 'wrong-skill'; places: string[] };

/**
 * Parses what Alexa sends: a launch, an intent, the end of a session, or an event of the skill. It reads what the skill
 * needs. Fields beside that may be missing, null or of another shape, because Amazon adds and drops them.
 *
 * @param skillId the only skill whose requests are accepted; without it, the caller has verified the skill
 * @param recorder whether a reference to audio is accepted: only the device simulator gives one
 */
export function parseRequest(
  received: unknown,
  { skillId, recorder = false }: { skillId?: string | undefined; recorder?: boolean },
): SkillRequest | Refused {
  const request = isTurn(received) ? parseTurn(received, recorder) : parseOther(received);
  const isOther = !('refused' in request) && skillId && request.applicationId !== skillId;
  return isOther ? { refused: 'wrong-skill', places: [] } : request;
}

// A schema that a launch does not need is made when it is first needed, because Alexa waits while the skill starts.
const text = (longest: number) => z.string().check(z.maxLength(longest));
const ID = text(512).check(z.minLength(1));
const timestamp = z.iso.datetime({ offset: true });

/** A field that the skill can do without: missing, null and another shape are the same. */
const spare = <T extends z.ZodMiniType>(schema: T) => replaceOdd(z.optional(schema), undefined);

const intent = z.lazy(() => {
  const resolution = z.object({
    status: z.object({ code: z.string() }),
    values: spare(z.array(z.object({ value: z.object({ id: spare(z.string()) }) }))),
  });
  const resolutions = spare(z.object({ resolutionsPerAuthority: spare(z.array(resolution)) }));
  const said = { value: z.nullish(text(20_000)), resolutions };
  const slotValue = spare(z.object({ ...said, values: spare(z.array(z.object(said))) }));
  const slot = z.object({ ...said, slotValue });
  return z.object({ name: text(128), slots: z.nullish(z.record(z.string(), z.nullable(slot))) });
});

const commonFields = { requestId: ID, timestamp, locale: spare(text(64)) };
/** What Alexa reports of an answer that it could not use. */
const reported = spare(z.object({ type: logWord }));
const TOUCHED = 'Alexa.Presentation.APL.UserEvent';
/** What the button on the skill's own screen sends. */
const touch = z.lazy(() => z.tuple([z.literal(DISCARD), messageIdSchema], messageIdSchema));
const turnRequest = z.discriminatedUnion('type', [
  z.object({ ...commonFields, type: z.literal('LaunchRequest') }),
  z.object({ ...commonFields, type: z.literal('IntentRequest'), intent }),
  z.object({
    ...commonFields,
    type: z.literal('SessionEndedRequest'),
    reason: spare(z.string()),
    error: reported,
  }),
  z.object({ ...commonFields, type: z.literal(TOUCHED), arguments: touch }),
]);
const TURNS: ReadonlySet<unknown> = new Set(['LaunchRequest', 'IntentRequest', 'SessionEndedRequest']);

const screen = z.object({ runtime: spare(z.object({ maxVersion: spare(z.string()) })) });

/** The fields of Amazon's request envelope that a turn needs (RequestEnvelope of ask-sdk-model). */
const turnEnvelope = z.object({
  session: z.object({
    new: z.boolean(),
    sessionId: ID,
    attributes: spare(z.object({ conversation: spare(z.unknown()), said: spare(text(8_000)) })),
  }),
  context: z.object({
    System: z.object({
      application: z.object({ applicationId: ID }),
      user: z.object({ userId: ID }),
      device: z.object({ deviceId: ID, supportedInterfaces: spare(z.object({ [SCREEN]: spare(screen) })) }),
      person: spare(
        z.object({ personId: ID, authenticationConfidenceLevel: spare(z.object({ level: z.number() })) }),
      ),
    }),
    [RECORDER]: spare(z.object({ reference: ID })),
  }),
  request: turnRequest,
});

const DISABLED = 'AlexaSkillEvent.SkillDisabled';

/** What is no turn, such as a skill event, may have no session and no device. */
const otherEnvelope = z.lazy(() =>
  z.object({
    context: z.object({
      System: z.object({
        application: z.object({ applicationId: ID }),
        user: spare(z.object({ userId: ID })),
      }),
    }),
    // An account is erased whatever the timestamp is.
    request: z.object({ type: logWord, timestamp: spare(timestamp), error: reported }),
  }),
);

function isTurn(received: unknown): boolean {
  const { request } = (received ?? {}) as { request?: { type?: unknown; arguments?: unknown } | null };
  // What another screen sends is no turn.
  if (request?.type === TOUCHED) return touch.safeParse(request.arguments).success;
  return TURNS.has(request?.type);
}

function parseOther(received: unknown): SkillRequest | Refused {
  const parsed = otherEnvelope.safeParse(received);
  if (!parsed.success) return malformed(parsed.error.issues);
  const { type, timestamp: sent, error } = parsed.data.request;
  const { application, user } = parsed.data.context.System;
  const common = {
    applicationId: application.applicationId,
    ...(sent !== undefined && { at: instant(Date.parse(sent)) }),
  };
  if (type !== DISABLED) return { kind: 'not-handled', type, ...(error && { error: error.type }), ...common };
  if (!user) return malformed([{ path: ['context', 'System', 'user'] }]);
  return { kind: 'skill-disabled', user: user.userId, ...common };
}

function parseTurn(received: unknown, recorder: boolean): SkillRequest | Refused {
  const parsed = turnEnvelope.safeParse(received);
  if (!parsed.success) return malformed(parsed.error.issues);
  const { session, context, request } = parsed.data;
  // Another version of the skill may have left a conversation that this one cannot read.
  const earlier = parsedConversation.safeParse(session.attributes?.conversation).data;
  const { application, user, device, person } = context.System;
  const at = instant(Date.parse(request.timestamp));
  const reference = recorder ? context[RECORDER]?.reference : undefined;
  const speaker = speakerIn(person);
  const error = request.type === 'SessionEndedRequest' ? request.error?.type : undefined;
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
    conversation: earlier ?? newConversation(conversationIdOf(at, session.sessionId)),
    ...(session.attributes?.said !== undefined && { said: session.attributes.said }),
    hasScreen: canShow(device.supportedInterfaces?.[SCREEN]),
    answerable: request.type !== 'SessionEndedRequest',
    ...(error && { error }),
    envelope: {
      ...envelope,
      session: {
        ...(envelope.session as NonNullable<RequestEnvelope['session']>),
        attributes: earlier ? { conversation: earlier } : {},
      },
    },
  };
}

/** Whether a device shows the skill's documents. One that names no version of APL is taken to know ours. */
const canShow = (apl: z.infer<typeof screen> | undefined): boolean =>
  apl !== undefined &&
  (apl.runtime?.maxVersion ?? APL_VERSION).localeCompare(APL_VERSION, 'en', { numeric: true }) >= 0;

/** Alexa's levels: 300, it recognised the voice; 400, the voice and a PIN. */
const VOICE = 300;
const VOICE_AND_PIN = 400;

/** Alexa sends `person` only if it recognised a voice. The confidence level may be missing. */
function speakerIn(person: z.infer<typeof turnEnvelope>['context']['System']['person']): Speaker | undefined {
  if (!person) return undefined;
  const level = person.authenticationConfidenceLevel?.level ?? VOICE;
  return level >= VOICE_AND_PIN ? 'voice-and-pin' : level >= VOICE ? 'voice' : undefined;
}

const malformed = (issues: readonly { path: PropertyKey[] }[]): Refused => ({
  refused: 'envelope-malformed',
  places: issues.map(({ path }) => placeOf(path)),
});

const KNOWN_SLOTS: ReadonlySet<PropertyKey> = new Set(SLOTS);

/** A path without the names of unknown slots, because the sender chose those. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.map((part, at) => (path[at - 1] === 'slots' && !KNOWN_SLOTS.has(part) ? '*' : String(part))).join('.');

function heardIn(request: z.infer<typeof turnRequest>): Heard {
  switch (request.type) {
    case 'LaunchRequest':
      return { kind: 'launch' };
    case 'SessionEndedRequest':
      return { kind: 'session-ended', silent: request.reason === 'EXCEEDED_MAX_REPROMPTS' };
    case 'IntentRequest':
      return heardInIntent(request.intent);
    case TOUCHED: {
      const [, ...messages] = request.arguments;
      return { kind: 'discard', messages };
    }
  }
}

/** What each intent says. */
const HEARD: Readonly<Record<IntentName, (slots: Slots) => Heard>> = {
  SendMessageIntent(slots) {
    const name = nameIn(slots.recipient);
    const nameAgain = nameIn(slots.nameAgain);
    const message = textIn(slots.message);
    return {
      kind: 'send',
      ...(name && { name }),
      ...(nameAgain && { nameAgain }),
      ...(message !== undefined && { message }),
    };
  },
  TellIntent: slots => ({ kind: 'tell', said: textIn(slots.said) ?? '' }),
  AddIntent: slots => ({ kind: 'add', transcript: textIn(slots.addition) ?? '' }),
  DeliveryStatusIntent(slots) {
    const name = nameIn(slots.recipient);
    return { kind: 'delivery-status', ...(name && { name }) };
  },
  WhyIntent: () => ({ kind: 'explain' }),
  DiscardIntent: () => ({ kind: 'discard' }),
  WaitingIntent: () => ({ kind: 'count-waiting' }),
  PairPhoneIntent: () => ({ kind: 'pair-phone' }),
  AddContactIntent: () => ({ kind: 'add-contact' }),
  'AMAZON.RepeatIntent': () => ({ kind: 'repeat' }),
  'AMAZON.HelpIntent': () => ({ kind: 'help' }),
  'AMAZON.YesIntent': () => ({ kind: 'yes' }),
  'AMAZON.NoIntent': () => ({ kind: 'no' }),
  'AMAZON.CancelIntent': () => ({ kind: 'cancel' }),
  'AMAZON.StopIntent': () => ({ kind: 'stop' }),
  'AMAZON.NavigateHomeIntent': () => ({ kind: 'stop' }),
  'AMAZON.FallbackIntent': () => ({ kind: 'not-understood' }),
};

/** An intent that this version does not know is not understood. */
const heardInIntent = ({ name, slots }: z.infer<typeof intent>): Heard =>
  Object.hasOwn(HEARD, name) ? HEARD[name as IntentName](slots ?? {}) : { kind: 'not-understood' };

type Slots = Partial<Record<SlotName, Slot | null>>;
type Slot = NonNullable<NonNullable<z.infer<typeof intent>['slots']>[string]>;
type SlotValue = Pick<Slot, 'value' | 'resolutions'>;

/** The values of a slot: the classic one, or else those of `slotValue`, which is one value or a list of them. */
function valuesIn(slot: Slot | null | undefined): (SlotValue & { value: string })[] {
  const { slotValue } = slot ?? {};
  const all = [...(slot?.value != null ? [slot] : (slotValue?.values ?? (slotValue ? [slotValue] : [])))];
  return all.filter((one): one is SlotValue & { value: string } => one.value != null);
}

/** A list is read as one says it. */
function textIn(slot: Slot | null | undefined): string | undefined {
  const values = valuesIn(slot);
  return values.length === 0 ? undefined : values.map(({ value }) => value).join(' and ');
}

function nameIn(slot: Slot | null | undefined): HeardName | undefined {
  const text = textIn(slot);
  if (text === undefined) return undefined;
  const values = valuesIn(slot);
  // What several values resolve to would be one name that fits several contacts.
  return { text, resolved: values.length === 1 ? values.flatMap(resolvedIn) : [] };
}

function resolvedIn({ resolutions }: SlotValue): ContactId[] {
  const matches = (resolutions?.resolutionsPerAuthority ?? []).filter(
    ({ status }) => status.code === 'ER_SUCCESS_MATCH',
  );
  return matches.flatMap(({ values = [] }) =>
    values.flatMap(({ value }) => (value.id ? [value.id as ContactId] : [])),
  );
}
