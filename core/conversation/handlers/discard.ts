import type { MessageId } from '../../household/ids.ts';
import { without } from '../../household/without.ts';
import type { Handler } from '../step.ts';

/**
 * "Discard it", and "cancel" after a message was held: the messages that this conversation holds, or else the only message
 * that waits from this room. A touch on the screen names the messages that it showed, and can discard only what the
 * voice can.
 */
export const discard: Handler<{ touched: readonly MessageId[] | undefined }> = {
  canHandle({ heard }, { asked }) {
    if (heard.kind === 'discard') return { touched: heard.messages };
    return heard.kind === 'cancel' && asked === 'more' && { touched: undefined };
  },
  handle({ turn, conversation, household }, { touched }) {
    const fromHere = household.waiting.filter(({ room }) => room === turn.room).map(({ id }) => id);
    const reached = [...(conversation.held ?? []), ...fromHere];
    const messages = touched?.filter(id => reached.includes(id)) ?? conversation.held ?? fromHere;
    const [first, ...others] = messages;
    if (!first)
      return { conversation, reply: { say: [{ code: touched ? 'not-waiting' : 'nothing-to-discard' }] } };
    if (!touched && !conversation.held && fromHere.length > 1)
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
