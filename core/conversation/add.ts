import { observe } from '../confidence/evidence/registry.ts';
import { weighTurn } from './ask.ts';
import { spokenText } from '../confidence/names/spoken.ts';
import type { HeldMessages } from './conversation.ts';
import type { ReplyPart } from './reply.ts';
import type { Handler } from './step.ts';
import { stop } from './stop.ts';

const OFFER_TO_ADD: ReplyPart = { code: 'offer-to-add' };

/**
 * "Add …" after a message was held, because one dictation is about one breath long. The added words are weighed like
 * dictated ones: talk in the room is not added.
 */
export const add: Handler<{ held: HeldMessages; transcript: string }> = {
  canHandle: ({ heard }, conversation) =>
    heard.kind === 'add' &&
    conversation.asked === 'more' && { held: conversation.held, transcript: heard.transcript.trim() },
  handle(situation, { held, transcript }) {
    const { turn, model } = situation;
    if (spokenText(transcript) === '')
      return {
        conversation: situation.conversation,
        reply: { say: [{ code: 'nothing-to-add' }], reprompt: OFFER_TO_ADD },
        missed: true,
      };
    const { verdict, conversation } = weighTurn(
      situation,
      observe('message-heard', { transcript, contentWeights: model.content }),
    );
    if (verdict === 'stop') return stop(turn, conversation, 'unlikely');
    return {
      conversation,
      reply: { say: [{ code: 'added' }], reprompt: OFFER_TO_ADD },
      effect: {
        do: 'extend',
        messages: held,
        transcript,
        requestId: turn.requestId,
        story: conversation.story,
      },
      ifEffectFails: {
        conversation: situation.conversation,
        reply: { say: [{ code: 'not-added' }], reprompt: OFFER_TO_ADD },
      },
    };
  },
};
