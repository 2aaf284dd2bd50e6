import type { Intent, RequestEnvelope, Slot } from 'ask-sdk-model';
import type { ContactId } from '../../../core/household/ids.ts';
import type { Instant } from '../../../core/household/instant.ts';
import { parseRequest, type TurnRequest } from '../../../services/skill/envelope.ts';
import { noon } from './builders.ts';

export const SKILL_ID = 'amzn1.ask.skill.11111111-2222-3333-4444-555555555555';
export const USER_ID = 'amzn1.ask.account.TESTUSER';
export const DEVICE_ID = 'amzn1.ask.device.KITCHEN';

/** What a request may differ in. */
export type Around = {
  at?: Instant;
  requestId?: string;
  sessionId?: string;
  opens?: boolean;
  attributes?: Record<string, unknown> | undefined;
  skill?: string;
  device?: string;
  /** The newest version of APL that the device's screen knows; without it, it is a speaker. */
  screen?: string;
};

/** As it comes over the wire: JSON has no `undefined`. */
export const asJson = <T>(value: T): T =>
  value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);

/** One request as Amazon sends it. */
export function anEnvelope(
  said: Said = { type: 'LaunchRequest' },
  {
    at = noon,
    requestId = 'amzn1.echo-api.request.1',
    sessionId = 'amzn1.echo-api.session.1',
    opens = true,
    attributes,
    skill = SKILL_ID,
    device = DEVICE_ID,
    screen,
  }: Around = {},
): RequestEnvelope {
  const common = { requestId, timestamp: new Date(at).toISOString(), locale: 'en-US' };
  const application = { applicationId: skill };
  const user = { userId: USER_ID };
  return asJson({
    version: '1.0',
    session: { new: opens, sessionId, application, user, ...(attributes && { attributes }) },
    context: {
      System: {
        application,
        user,
        device: {
          deviceId: device,
          supportedInterfaces:
            screen === undefined ? {} : { 'Alexa.Presentation.APL': { runtime: { maxVersion: screen } } },
        },
        apiEndpoint: 'https://api.amazonalexa.com',
        apiAccessToken: 'a-token-that-must-not-be-logged',
      },
    },
    request: { ...common, ...said },
  });
}

/** An envelope as the skill parses it. Throws if it is not a turn. */
export function theTurnIn(envelope: unknown): TurnRequest {
  const request = parseRequest(asJson(envelope), {});
  if ('refused' in request) throw new Error(`It was refused: ${request.places.join()}`);
  if (request.kind !== 'turn') throw new Error(`It is no turn but ${request.kind}.`);
  return request;
}

/** What was said, in Amazon's terms. */
export type Said =
  | { type: 'LaunchRequest' }
  | { type: 'IntentRequest'; intent: Intent; dialogState: 'STARTED' | 'IN_PROGRESS' }
  | { type: 'Alexa.Presentation.APL.UserEvent'; token: string; arguments: unknown[] }
  | { type: 'SessionEndedRequest'; reason: 'USER_INITIATED' | 'ERROR' | 'EXCEEDED_MAX_REPROMPTS' };

/** An intent with these slots filled, and without a match for any of them unless `slots` says so. */
export const intends = (name: string, slots: Record<string, string | Slot> = {}): Said => ({
  type: 'IntentRequest',
  dialogState: 'STARTED',
  intent: {
    name,
    confirmationStatus: 'NONE',
    slots: Object.fromEntries(
      Object.entries(slots).map(([slot, value]) => [
        slot,
        typeof value === 'string' ? { name: slot, value, confirmationStatus: 'NONE' as const } : value,
      ]),
    ),
  },
});

/** A slot that Alexa resolved to one of the contacts that it was taught. */
export const resolvedTo = (name: string, value: string, id: ContactId): Slot => ({
  name,
  value,
  confirmationStatus: 'NONE',
  resolutions: {
    resolutionsPerAuthority: [
      {
        authority: 'amzn1.er-authority.echo-sdk.amzn1.ask.skill.Contact',
        status: { code: 'ER_SUCCESS_NO_MATCH' },
        values: [],
      },
      {
        authority: 'amzn1.er-authority.echo-sdk.dynamic.amzn1.ask.skill.Contact',
        status: { code: 'ER_SUCCESS_MATCH' },
        values: [{ value: { name: value, id } }],
      },
    ],
  },
});

/** A touch on a component of a screen that sends these arguments. */
export const touches = (...sent: unknown[]): Said => ({
  type: 'Alexa.Presentation.APL.UserEvent',
  token: 'screen',
  arguments: sent,
});

export const sendsTo = (recipient: string): Said => intends('SendMessageIntent', { recipient });
export const namesAgain = (nameAgain: string): Said => intends('SendMessageIntent', { nameAgain });
export const dictates = (message: string): Said => intends('SendMessageIntent', { message });
