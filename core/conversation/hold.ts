import { type ContactId, type MessageId, timeId } from '../household/ids.ts';
import { ended, type HeldMessages, type Recipient } from './conversation.ts';
import type { ReplyPart } from './reply.ts';
import type { Content, MessageToHold, Step, Weighed } from './step.ts';
import type { Turn } from './turn.ts';
import { without } from '../household/without.ts';

/** In characters: about two and a half minutes of speech. Longer is talk that nobody meant to dictate, or a letter. */
export const DICTATION_LIMIT = 2_000;

/** The id of the message that a turn makes for its `index`th recipient. A repeated request makes the same ids. */
export const messageIdOf = ({ at, requestId }: Pick<Turn, 'at' | 'requestId'>, index = 0): MessageId =>
  timeId(at, ['message', requestId, ...(index > 0 ? [index] : [])].join(' ')) as MessageId;

/** Holds the content for the recipient, and for everybody who was named beside them: one message each. */
export function holdContent(
  { turn, conversation: before }: Weighed,
  recipient: Recipient,
  content: Content,
): Step {
  const conversation = { ...without(before, 'said', 'alsoFor'), recipient };
  const others = (before.alsoFor ?? []).filter(contact => contact !== recipient.contact);
  const messageFor = (contact: ContactId, index: number): MessageToHold => ({
    id: messageIdOf(turn, index),
    room: turn.room,
    contact,
    story: conversation.story,
  });
  const messages: [MessageToHold, ...MessageToHold[]] = [
    messageFor(recipient.contact, 0),
    ...others.map((contact, index) => messageFor(contact, index + 1)),
  ];
  const held = messages.map(({ id }) => id) as HeldMessages;
  const said: ReplyPart =
    held.length > 1 ? { code: 'held-for-several', count: held.length } : { code: 'held' };
  return {
    conversation: { ...conversation, asked: 'more', held },
    // Words can be added to text; audio stays as it is.
    reply:
      'transcript' in content
        ? { say: [said, { code: 'offer-to-add' }], reprompt: { code: 'how-to-add' } }
        : { say: [said] },
    effect: { do: 'hold', messages, content },
    ifEffectFails: {
      conversation: ended(conversation),
      // Some of several may be held already. What the Echo says must be true in any case.
      reply: { say: [{ code: held.length > 1 ? 'not-all-held' : 'not-held' }] },
    },
  };
}
