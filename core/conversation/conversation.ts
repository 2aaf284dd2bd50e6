import { emptyStory } from '../confidence/assess.ts';
import { type Model, model } from '../confidence/model.ts';
import type { Asked, Story } from '../confidence/story.ts';
import type { ContactId, ConversationId, MessageId } from '../household/ids.ts';

/** One exchange with the Echo, as far as the next turn needs it. */
export type Conversation = {
  id: ConversationId;
  asked: Asked;
  /** Whom the message is for, as far as it was understood. */
  recipient?: ContactId;
  /** Whether the recipient's name itself was heard, or only something near it. */
  named?: 'itself' | 'near';
  /** How often the name was asked for again. */
  askedAgain: number;
  story: Story;
  /** The message that this conversation holds; words can be added to it. */
  held?: MessageId;
};

/** A conversation in which nothing was said yet. */
export const newConversation = (id: ConversationId, by: Model = model): Conversation => ({
  id,
  asked: 'nothing',
  askedAgain: 0,
  story: emptyStory(by),
});
