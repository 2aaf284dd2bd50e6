import { committedModel, type Model } from '../../core/confidence/model.ts';
import type { Story } from '../../core/confidence/story.ts';
import type { Conversation } from '../../core/conversation/conversation.ts';
import { newConversation } from '../../core/conversation/conversation.ts';
import { parseRequest } from '../../services/skill/envelope.ts';
import { defaultSettings } from '../../core/household/settings.ts';
import { respond } from '../../core/conversation/respond.ts';
import type { Contact } from '../../core/household/contact.ts';
import type { ContactId, HouseholdId } from '../../core/household/ids.ts';
import { envelopeOf, type Request } from '../speech/envelopes.ts';

/** What is at the other end of the Echo: given what was asked, the request that comes next. */
export type Other = {
  opens: () => Request;
  /** Undefined where nothing more comes: the platform then ends the session after its reprompt. */
  answers: (asked: Conversation['asked'], recipient: ContactId | undefined) => Request | undefined;
};

/** How a conversation went. */
export type Replayed = {
  outcome: 'held' | 'stopped' | 'ended';
  story: Story;
  recipient?: ContactId | undefined;
  /** How often something was said to the Echo. */
  spoken: number;
};

/** No conversation of a person takes more; one that does is given up by who speaks. */
const MOST_TURNS = 12;
/** One question and its answer, in milliseconds. */
const TURN_TIME = 8_000;
const START = Date.UTC(2026, 0, 1);

/**
 * One whole conversation through the skill's own path: each request is an envelope in Amazon's form, opened by the
 * skill's parser, answered by its handlers, and the conversation goes back and forth in the session's attributes.
 */
export function replay(
  other: Other,
  contacts: Contact[],
  session: string,
  model: Model = committedModel,
): Replayed {
  const household = {
    id: 'evaluation' as HouseholdId,
    contacts,
    settings: defaultSettings,
    paired: true,
    rooms: [],
    endings: [],
    waiting: [],
  };
  let conversation: Conversation | undefined;
  let request: Request | undefined = other.opens();
  for (let turn = 0; ; turn += 1) {
    const silent = request === undefined || turn >= MOST_TURNS;
    const envelope = envelopeOf(request && !silent ? request : SILENCE, {
      session,
      turn,
      time: START + turn * TURN_TIME,
      conversation,
    });
    const opened = parseRequest(envelope, {});
    if ('refused' in opened)
      throw new Error(`The evaluation made a malformed envelope: ${opened.places.join()}`);
    if (opened.kind !== 'turn') throw new Error('The evaluation made an envelope without a turn.');
    const before = turn === 0 ? newConversation(opened.conversation.id, model) : opened.conversation;
    const step = respond(opened.turn, before, household, model);
    conversation = step.conversation;
    const done = (outcome: Replayed['outcome']): Replayed => ({
      outcome,
      story: step.conversation.story,
      recipient: step.conversation.recipient?.contact,
      spoken: turn + (silent ? 0 : 1),
    });
    if (step.effect?.do === 'hold') return done('held');
    if (step.effect?.do === 'keep-story') return done('stopped');
    if (silent || (step.reply.reprompt === undefined && conversation.asked === 'nothing'))
      return done('ended');
    request = other.answers(conversation.asked, conversation.recipient?.contact);
  }
}

const SILENCE: Request = { type: 'SessionEndedRequest', reason: 'EXCEEDED_MAX_REPROMPTS' };
