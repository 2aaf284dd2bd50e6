import { without } from '../household/without.ts';
import type { Handler } from './step.ts';

/** "Discard it", and "cancel" after a message was held: the messages that this conversation holds, or else the only message that waits from this room. */
export const discard: Handler = {
  canHandle: ({ heard }, { asked }) =>
    heard.kind === 'discard' || (heard.kind === 'cancel' && asked === 'more'),
  handle({ turn, conversation, household }) {
    const fromHere = household.waiting.filter(({ room }) => room === turn.room).map(({ id }) => id);
    const messages = conversation.held ?? fromHere;
    const [first, ...others] = messages;
    if (!first) return { conversation, reply: { say: [{ code: 'nothing-to-discard' }] } };
    if (!conversation.held && fromHere.length > 1)
      return { conversation, reply: { say: [{ code: 'many-to-discard' }] } };
    const after = { ...without(conversation, 'held'), asked: 'nothing' as const };
    return {
      conversation: after,
      reply: { say: [{ code: 'discarded' }] },
      effect: { do: 'discard', messages: [first, ...others] },
      ifEffectFails: { conversation: after, reply: { say: [{ code: 'not-discarded' }] } },
    };
  },
};
