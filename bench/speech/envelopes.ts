import type { Conversation } from '../../core/conversation/conversation.ts';

/** A slot as Amazon fills it. `resolved` is the dynamic entity that it matches. */
export type FilledSlot = { value: string; resolved?: { id: string; name: string } };

/** The content of a request, in the skill's own intents. */
export type Request =
  | { type: 'LaunchRequest' }
  | { type: 'IntentRequest'; intent: string; slots?: Record<string, FilledSlot> }
  | { type: 'SessionEndedRequest'; reason: string };

const SKILL = { applicationId: 'amzn1.ask.skill.evaluation' };
const USER = { userId: 'amzn1.ask.account.EVALUATION' };
const CONTEXT = {
  System: {
    application: SKILL,
    user: USER,
    device: { deviceId: 'amzn1.ask.device.EVALUATION', supportedInterfaces: {} },
    apiEndpoint: 'https://api.amazonalexa.com',
    apiAccessToken: 'none',
  },
};

/** The request that Amazon sends at a turn of a session (Alexa Skills Kit, request format 1.0). */
export function envelopeOf(
  request: Request,
  at: { session: string; turn: number; time: number; conversation?: Conversation | undefined },
): unknown {
  return {
    version: '1.0',
    session: {
      new: at.turn === 0,
      sessionId: at.session,
      application: SKILL,
      user: USER,
      ...(at.conversation && { attributes: { conversation: at.conversation } }),
    },
    context: CONTEXT,
    request: {
      requestId: `${at.session}.${at.turn}`,
      timestamp: new Date(at.time).toISOString(),
      locale: 'en-US',
      ...(request.type === 'IntentRequest'
        ? { type: request.type, dialogState: 'STARTED', intent: intentOf(request) }
        : request),
    },
  };
}

function intentOf({ intent, slots = {} }: Extract<Request, { type: 'IntentRequest' }>) {
  return {
    name: intent,
    confirmationStatus: 'NONE',
    slots: Object.fromEntries(
      Object.entries(slots).map(([name, { value, resolved }]) => [
        name,
        {
          name,
          value,
          confirmationStatus: 'NONE',
          source: 'USER',
          resolutions: {
            resolutionsPerAuthority: [
              {
                authority: 'amzn1.er-authority.echo-sdk.dynamic.evaluation.Contact',
                status: { code: resolved ? 'ER_SUCCESS_MATCH' : 'ER_SUCCESS_NO_MATCH' },
                ...(resolved && { values: [{ value: resolved }] }),
              },
            ],
          },
        },
      ]),
    ),
  };
}
