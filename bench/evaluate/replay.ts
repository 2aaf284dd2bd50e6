import { committedModel, type Model } from '../../core/confidence/model.ts';
import type { Story } from '../../core/confidence/story.ts';
import { type Conversation, newConversation } from '../../core/conversation/conversation.ts';
import type { Household } from '../../core/conversation/household.ts';
import { respond } from '../../core/conversation/respond.ts';
import type { Contact } from '../../core/household/contact.ts';
import type { ContactId, HouseholdId } from '../../core/household/ids.ts';
import { defaultSettings } from '../../core/household/settings.ts';
import { parseRequest } from '../../services/skill/envelope.ts';
import { envelopeOf, type Request } from '../speech/envelopes.ts';

/** What speaks with the Echo: a person, or the talk of a room as the platform takes it. */
export type ConversationPartner = {
  firstRequest: () => Request;
  /** The answer to what the Echo asked; undefined for silence, after which the platform ends the session. */
  nextRequest: (asked: Conversation['asked'], recipient: ContactId | undefined) => Request | undefined;
};

/**
 * How a conversation went. `stopped`: the evidence said that it was an accident. `ended`: nobody was understood, or
 * nobody answered.
 */
export type Replayed = {
  outcome: 'held' | 'stopped' | 'ended';
  story: Story;
  recipient?: ContactId | undefined;
  /** How many times the partner said something to the Echo. */
  spokenTurns: number;
};

/** No person goes on for longer. After this many turns the partner is silent. */
const MOST_TURNS = 12;
/** One question and its answer, in milliseconds. */
const TURN_TIME = 8_000;
const START = Date.UTC(2026, 0, 1);

/**
 * Plays one whole conversation through the skill's own path. Each request is an envelope in Amazon's form, the skill's
 * parser reads it, its handlers answer it, and the conversation travels in the session attributes.
 */
export function replay(
  partner: ConversationPartner,
  contacts: Contact[],
  session: string,
  model: Model = committedModel,
): Replayed {
  const household = evaluationHousehold(contacts);
  let conversation: Conversation | undefined;
  let request: Request | undefined = partner.firstRequest();
  for (let turn = 0; ; turn += 1) {
    const isSilent = request === undefined || turn >= MOST_TURNS;
    const envelope = envelopeOf(request && !isSilent ? request : SILENCE, {
      session,
      turn,
      time: START + turn * TURN_TIME,
      conversation,
    });
    const parsed = parseRequest(envelope, {});
    if ('refused' in parsed)
      throw new Error(`The evaluation made a malformed envelope: ${parsed.places.join()}`);
    if (parsed.kind !== 'turn') throw new Error('The evaluation made an envelope without a turn.');
    const before = turn === 0 ? newConversation(parsed.conversation.id, model) : parsed.conversation;
    const step = respond(parsed.turn, before, household, model);
    conversation = step.conversation;
    const endAs = (outcome: Replayed['outcome']): Replayed => ({
      outcome,
      story: step.conversation.story,
      recipient: step.conversation.recipient?.contact,
      spokenTurns: turn + (isSilent ? 0 : 1),
    });
    if (step.effect?.do === 'hold') return endAs('held');
    if (step.effect?.do === 'keep-story')
      return endAs(step.effect.stopped.why === 'unlikely' ? 'stopped' : 'ended');
    if (isSilent || (step.reply.reprompt === undefined && conversation.asked === 'nothing'))
      return endAs('ended');
    request = partner.nextRequest(conversation.asked, conversation.recipient?.contact);
  }
}

/** A household with a phone, these contacts, and nothing that happened before. */
export const evaluationHousehold = (contacts: Contact[]): Household => ({
  id: 'evaluation' as HouseholdId,
  contacts,
  settings: defaultSettings,
  paired: true,
  rooms: [],
  endings: [],
  waiting: [],
});

const SILENCE: Request = { type: 'SessionEndedRequest', reason: 'EXCEEDED_MAX_REPROMPTS' };
