import { observe } from '../../confidence/evidence/registry.ts';
import { weighTurn } from '../ask.ts';
import { speakable } from '../../message/speakable.ts';
import type { HeldMessages } from '../conversation.ts';
import type { Reply } from '../reply.ts';
import type { Handler } from '../step.ts';
import { stop } from '../stop.ts';

/** A story has no more turns, so that it fits into Alexa's session attributes (24 KB with the answer). */
const TURNS_LIMIT = 40;

/** What happened, and the offer to add more. */
const andOffer = (code: 'added' | 'not-added'): Reply => ({
  say: [{ code }, { code: 'offer-to-add' }],
  reprompt: { code: 'how-to-add' },
});

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
    if (speakable(transcript) !== 'whole')
      return {
        conversation: situation.conversation,
        reply: { say: [{ code: 'nothing-to-add' }], reprompt: { code: 'how-to-add' } },
        missed: true,
      };
    if (situation.conversation.story.turns.length >= TURNS_LIMIT)
      return { conversation: situation.conversation, reply: andOffer('not-added'), missed: true };
    const { verdict, conversation } = weighTurn(
      situation,
      observe('message-heard', { transcript, contentWeights: model.content }),
    );
    if (verdict === 'stop') return stop({ turn, conversation }, 'unlikely');
    return {
      conversation,
      reply: andOffer('added'),
      effect: {
        do: 'extend',
        messages: held,
        transcript,
        requestId: turn.requestId,
        story: conversation.story,
      },
      ifEffectFails: {
        conversation: situation.conversation,
        reply: andOffer('not-added'),
      },
    };
  },
};
