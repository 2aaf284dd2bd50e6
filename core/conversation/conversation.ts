import { emptyStory } from '../confidence/assess.ts';
import { committedModel, type Model } from '../confidence/model.ts';
import type { Story } from '../confidence/story.ts';
import type { HeardAs } from '../confidence/names/match-contact.ts';
import type { ContactId, ConversationId, MessageId } from '../household/ids.ts';

/** The contact that the message is for, and whether the contact's name itself was heard or only something near it. */
export type Recipient = { contact: ContactId; heard: HeardAs };

/** One exchange with the Echo, as far as the next turn needs it. `asked` is the question that is open. */
export type Conversation = {
  id: ConversationId;
  story: Story;
  /** How often the Echo asked for the name again. */
  askedAgain: number;
  recipient?: Recipient;
  /** The message that this conversation holds; words can be added to it. */
  held?: MessageId;
} & (
  | { asked: 'nothing' }
  | { asked: 'recipient' }
  | { asked: 'name-again'; recipient: Recipient }
  | { asked: 'message'; recipient: Recipient }
  | { asked: 'more'; held: MessageId }
);

/** A conversation before its first turn. `model` is the model that weighs its turns. */
export const newConversation = (id: ConversationId, model: Model = committedModel): Conversation => ({
  id,
  asked: 'nothing',
  askedAgain: 0,
  story: emptyStory(model),
});
