import { refuseSending } from '../household/pauses.ts';
import type { Room } from '../household/room.ts';
import { type Conversation, ended, newConversation } from './conversation.ts';
import type { ReplyPart } from './reply.ts';
import type { Situation, Step } from './step.ts';

const REFUSALS = {
  paused: 'room-paused',
  'paused-by-phone': 'room-paused-by-phone',
  'many-waiting': 'too-many-waiting',
  'many-held': 'too-many-held',
} as const;

/** Begins a request with a new story, unless the household can take no message now; then the Echo says why. */
export function startRequest(situation: Situation, take: (fresh: Situation) => Step): Step {
  const { turn, household, model, conversation: before } = situation;
  if (!household.paired) return offerPairing(before);
  if (household.contacts.length === 0)
    return { conversation: before, reply: { say: [{ code: 'no-contacts' }] } };
  const room = household.rooms.find(({ id }) => id === turn.room) ?? { id: turn.room, name: '' };
  const refusal = refuseSending(room, household, turn.at);
  if (refusal) return refuse(refusal, room, before);
  const { id, held, unknownNames } = before;
  const conversation = { ...newConversation(id, model), unknownNames, ...(held && { held }) };
  return take({ ...situation, conversation });
}

/** Puts a pairing code on a card, because nobody could say yes. */
export const offerPairing = (
  conversation: Conversation,
  why: ReplyPart[] = [{ code: 'no-phone-paired' }],
): Step => ({
  conversation,
  reply: { say: [...why, { code: 'pairing-code-on-card' }] },
  effect: { do: 'offer-pairing' },
  ifEffectFails: { conversation, reply: { say: [...why, { code: 'no-pairing-code' }] } },
});

/** Takes no message. A pause is stored, so that it lasts until a phone ends it. */
function refuse(why: keyof typeof REFUSALS, room: Room, before: Conversation): Step {
  const outcome = {
    conversation: ended(before),
    reply: { say: [{ code: REFUSALS[why] }] },
  };
  if (why !== 'paused' || room.pausedAt !== undefined) return outcome;
  return { ...outcome, effect: { do: 'pause-room', room: room.id }, ifEffectFails: outcome };
}
