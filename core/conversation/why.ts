import { heaviest } from '../confidence/heaviest-evidence.ts';
import type { Household } from './household.ts';
import type { Conversation } from './conversation.ts';
import { questionOf } from './help.ts';
import type { Handler } from './step.ts';
import type { Turn } from './turn.ts';
import { wordsIn } from '../text/replies.ts';

/** "Why did you do that": how many pieces of evidence are said. More than two nobody remembers. */
const SAID = 2;

/** "Why did you do that": the two pieces of evidence that weighed most in this room's last conversation, never words. */
export const why: Handler = {
  canHandle: ({ heard }) => heard.kind === 'why',
  handle(turn, conversation, household) {
    const words = wordsIn(turn.language);
    const story = lastStory(turn, conversation, household);
    const said = story
      ? words.because(heaviest(story, SAID).map(({ reason }) => reason))
      : words.nothingToExplain;
    if (conversation.asked === 'nothing') return { conversation, reply: { say: said } };
    const question = questionOf(conversation, words);
    return { conversation, reply: { say: `${said} ${question}`, reprompt: question } };
  },
};

/** Whether a turn is about an earlier conversation, because its own has nothing to explain yet. */
export const asksOfEarlier = ({ heard }: Pick<Turn, 'heard'>, { story }: Conversation): boolean =>
  heard.kind === 'why' && story.turns.length === 0;

function lastStory(turn: Turn, conversation: Conversation, { stories = [] }: Household) {
  if (!asksOfEarlier(turn, conversation)) return conversation.story;
  return stories.find(one => one.room === turn.room)?.story;
}
