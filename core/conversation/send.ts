import { openingEvidence } from '../confidence/evidence/opening.ts';
import { askRecipient, weighed } from './ask.ts';
import { type Conversation, newConversation } from './conversation.ts';
import { findRecipient } from './find-recipient.ts';
import type { Room } from '../household/room.ts';
import { sendingStopped } from '../household/pauses.ts';
import type { Handler, Step } from './step.ts';
import { type ReplyTexts, wordsIn } from '../text/replies.ts';

const WHY_NOT = {
  paused: 'paused',
  'many-waiting': 'tooManyWaiting',
  'many-held': 'tooManyHeld',
} as const;

/** Takes no message. A pause is written down, so that it lasts until a phone ends it. */
function refusing(why: keyof typeof WHY_NOT, room: Room, before: Conversation, words: ReplyTexts): Step {
  const said = {
    conversation: { ...before, asked: 'nothing' as const },
    reply: { say: words[WHY_NOT[why]] },
  };
  if (why !== 'paused' || room.pausedAt !== undefined) return said;
  return { ...said, effect: { do: 'pause-room', room: room.id }, otherwise: said };
}

/** "Send a message", with or without a name, at the start or after an earlier message. */
export const send: Handler = {
  canHandle: (turn, { asked }) => turn.heard.kind === 'send' && (asked === 'nothing' || asked === 'more'),
  handle(turn, before, household, model) {
    if (turn.heard.kind !== 'send') throw new Error('canHandle was not asked');
    const words = wordsIn(turn.language);
    if (!household.paired) return { conversation: before, reply: { say: words.pairFirst } };
    if (household.contacts.length === 0) return { conversation: before, reply: { say: words.noContacts } };
    const room = household.rooms.find(({ id }) => id === turn.room) ?? { id: turn.room, name: '' };
    const stopped = sendingStopped(room, household, turn.at);
    if (stopped) return refusing(stopped, room, before, words);

    const { name } = turn.heard;
    const fresh = { ...newConversation(before.id, model), ...(before.held && { held: before.held }) };
    const opening = openingEvidence(turn.opens && name ? 'one-shot' : 'opened');
    if (name) return findRecipient(turn, fresh, name, household, model, [opening]);
    return askRecipient(weighed(turn, fresh, [opening], model).conversation, words.toWhom);
  },
};
