import type { MessageId } from '../household/ids.ts';
import type { ReplyPart } from './reply.ts';
import type { Handler } from './step.ts';

const OFFER_TO_ADD: ReplyPart = { code: 'offer-to-add' };

/** "Add …" after a message was held, because one dictation is about one breath long. */
export const add: Handler<{ held: MessageId; transcript: string }> = {
  canHandle: ({ heard }, conversation) =>
    heard.kind === 'add' &&
    conversation.asked === 'more' && { held: conversation.held, transcript: heard.transcript.trim() },
  handle({ turn, conversation }, { held, transcript }) {
    if (transcript === '')
      return { conversation, reply: { say: [{ code: 'nothing-to-add' }], reprompt: OFFER_TO_ADD } };
    return {
      conversation,
      reply: { say: [{ code: 'added' }], reprompt: OFFER_TO_ADD },
      effect: { do: 'extend', message: held, transcript, requestId: turn.requestId },
      ifEffectFails: { conversation, reply: { say: [{ code: 'not-added' }], reprompt: OFFER_TO_ADD } },
    };
  },
};
