import { emptyStory } from '../confidence/assess.ts';
import { committedModel, type Model } from '../confidence/model.ts';
import type { Story } from '../confidence/story.ts';
import type { HeardAs } from '../confidence/names/match-contact.ts';
import { without } from '../household/without.ts';
import type { ContactId, ConversationId, MessageId } from '../household/ids.ts';

/** The messages of one conversation: at least one. */
export type HeldMessages = [MessageId, ...MessageId[]];

/** The contact that the message is for, and how the contact's name was heard. */
export type Recipient = { contact: ContactId; heard: HeardAs };

/** One exchange with the Echo, as far as the next turn needs it. `asked` is the question that is open. */
export type Conversation = {
  id: ConversationId;
  story: Story;
  /** How often the Echo asked for the name again. */
  askedAgain: number;
  /** How often a name was heard that is no contact's. */
  unknownNames: number;
  /** How many turns in a row said nothing that the conversation could use. */
  misses: number;
  recipient?: Recipient;
  /** More contacts who were named in the same breath. Each gets a message of their own. */
  alsoFor?: ContactId[];
  /** The message, if it was said before the recipient was sure. */
  said?: string;
  /** The messages that this conversation holds, one for each recipient; words can be added to them. */
  held?: HeldMessages;
} & (
  | { asked: 'nothing' }
  | { asked: 'recipient' }
  | { asked: 'name-again'; recipient: Recipient }
  | { asked: 'message'; recipient: Recipient }
  | { asked: 'more'; held: HeldMessages }
);

/** A conversation before its first turn. `model` is the model that weighs its turns. */
export const newConversation = (id: ConversationId, model: Model = committedModel): Conversation => ({
  id,
  asked: 'nothing',
  askedAgain: 0,
  unknownNames: 0,
  misses: 0,
  story: emptyStory(model),
});

/** A conversation that asks nothing more. What was said and waited for its recipient goes. */
export const ended = (conversation: Conversation): Conversation => ({
  ...without(conversation, 'said', 'alsoFor'),
  asked: 'nothing',
});
