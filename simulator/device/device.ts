import type { Intent, Request, RequestEnvelope, ResponseEnvelope } from 'ask-sdk-model';
import { RECORDER } from '../../services/skill/envelope.ts';
import { APL_VERSION, SCREEN } from '../../services/skill/screen-document.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { ModelValue } from './interaction-model.ts';
import type { Elicited } from './recognise.ts';

/** One Echo, with its session while its light is on. */
export type Device = { deviceId: string; hasScreen: boolean; session?: Session };

/** The session that the platform keeps for the skill. */
export type Session = {
  id: string;
  /** Whether the skill has not answered yet. */
  new: boolean;
  attributes: Record<string, unknown>;
  elicited?: Elicited;
  /** Dynamic entities of this session, by slot type. */
  taught: Record<string, readonly ModelValue[]>;
  reprompt?: string;
};

/** The skill and the account in Amazon's envelopes. */
export type Account = { applicationId: string; userId: string };

/** What differs with each request. `sessionId` is used only if the request opens a session. */
export type Stamp = { requestId: string; sessionId: string; at: Instant };

/** What happens at the device and reaches the skill. */
export type Event =
  | { kind: 'launch' }
  | { kind: 'intent'; opens: boolean; intent: Intent }
  /** Audio from the device's own microphone, while the message is asked for. */
  | { kind: 'recording'; reference: string }
  /** Somebody touched a button on the screen, which sends these arguments. */
  | { kind: 'touch'; arguments: unknown[] }
  /** Nobody answered the question or its reprompt. */
  | { kind: 'silence' };

/** The request envelope of an event, and the device while the skill answers. */
export function requestFor(
  device: Device,
  event: Event,
  account: Account,
  stamp: Stamp,
): { device: Device & { session: Session }; envelope: RequestEnvelope } {
  const opens = event.kind === 'launch' || (event.kind === 'intent' && event.opens) || !device.session;
  const session: Session =
    !opens && device.session
      ? device.session
      : { id: stamp.sessionId, new: true, attributes: {}, taught: {} };
  const application = { applicationId: account.applicationId };
  const user = { userId: account.userId };
  const envelope: RequestEnvelope = {
    version: '1.0',
    session: {
      new: session.new,
      sessionId: session.id,
      application,
      user,
      attributes: session.attributes,
    },
    context: {
      System: {
        application,
        user,
        device: {
          deviceId: device.deviceId,
          supportedInterfaces: device.hasScreen ? { [SCREEN]: { runtime: { maxVersion: APL_VERSION } } } : {},
        },
        apiEndpoint: 'https://api.amazonalexa.com',
      },
      ...(event.kind === 'recording' && { [RECORDER]: { reference: event.reference } }),
    },
    request: requestOf(event, session, stamp),
  };
  return { device: { ...device, session }, envelope };
}

function requestOf(event: Event, { elicited }: Session, { requestId, at }: Stamp): Request {
  const timed = { requestId, timestamp: new Date(at).toISOString().replace('.000Z', 'Z'), locale: 'en-US' };
  switch (event.kind) {
    case 'launch':
      return { ...timed, type: 'LaunchRequest' };
    case 'intent':
      return {
        ...timed,
        type: 'IntentRequest',
        dialogState: elicited ? 'IN_PROGRESS' : 'STARTED',
        intent: event.intent,
      };
    case 'recording':
      return {
        ...timed,
        type: 'IntentRequest',
        dialogState: 'IN_PROGRESS',
        intent: elicited?.intent ?? { name: 'AMAZON.FallbackIntent', confirmationStatus: 'NONE', slots: {} },
      };
    case 'touch':
      return { ...timed, type: 'Alexa.Presentation.APL.UserEvent', arguments: event.arguments };
    case 'silence':
      return { ...timed, type: 'SessionEndedRequest', reason: 'EXCEEDED_MAX_REPROMPTS' };
  }
}

/** What the device says and shows. `screen` is an APL document. */
export type Spoken = {
  say?: string;
  reprompt?: string;
  card?: { title: string; text: string };
  screen?: object;
};

/** Applies the skill's answer: the device afterwards, and what it says. */
export function applyAnswer(
  device: Device & { session: Session },
  { sessionAttributes, response }: ResponseEnvelope,
): { device: Device; spoken: Spoken } {
  const say = plainText(response.outputSpeech);
  const reprompt = plainText(response.reprompt?.outputSpeech);
  const card = response.card?.type === 'Simple' ? response.card : undefined;
  const screen = response.directives?.find(
    one => one.type === 'Alexa.Presentation.APL.RenderDocument',
  )?.document;
  const spoken: Spoken = {
    ...(say && { say }),
    ...(reprompt && { reprompt }),
    ...(screen && { screen }),
    ...(card && { card: { title: card.title ?? '', text: card.content ?? '' } }),
  };
  if (response.shouldEndSession !== false) return { device: lightOut(device), spoken };

  let { taught } = device.session;
  let elicited: Elicited | undefined;
  for (const directive of response.directives ?? []) {
    if (directive.type === 'Dialog.ElicitSlot' && directive.updatedIntent)
      elicited = { slot: directive.slotToElicit, intent: directive.updatedIntent };
    if (directive.type === 'Dialog.UpdateDynamicEntities') {
      const kept = directive.updateBehavior === 'REPLACE' ? taught : {};
      const types = 'types' in directive ? directive.types : [];
      taught = {
        ...kept,
        ...Object.fromEntries(types.map(({ name, values }) => [name, values.flatMap(taughtValue)])),
      };
    }
  }
  const session: Session = {
    id: device.session.id,
    new: false,
    attributes: sessionAttributes ?? {},
    taught,
    ...(elicited && { elicited }),
    ...(reprompt && { reprompt }),
  };
  return { device: { ...device, session }, spoken };
}

/** The device with its light out. */
export const lightOut = ({ deviceId, hasScreen }: Device): Device => ({ deviceId, hasScreen });

type TaughtEntity = { id?: string; name?: { value?: string; synonyms?: string[] } };

const taughtValue = ({ id, name }: TaughtEntity): ModelValue[] =>
  name?.value === undefined ? [] : [{ id, name: { value: name.value, synonyms: name.synonyms } }];

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text of a speech without its markup. */
function plainText(speech: { type: string; ssml?: string; text?: string } | undefined): string {
  const text = speech?.ssml?.replace(/<[^>]*>/g, '') ?? speech?.text ?? '';
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '').trim();
}
