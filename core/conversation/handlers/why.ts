import { heaviestEvidence, type Story } from '../../confidence/story.ts';
import { openQuestion } from '../ask.ts';
import type { Conversation } from '../conversation.ts';
import type { ReplyPart } from '../reply.ts';
import type { Handler, Situation } from '../step.ts';
import type { Turn } from '../turn.ts';

/** How many pieces of evidence the Echo says. Nobody remembers more than two. */
const SAID = 2;

/** "Why did you do that": the evidence that weighed most in this room's last conversation, and never what was said. */
export const why: Handler = {
  canHandle: ({ heard }) => heard.kind === 'explain',
  handle(situation) {
    const { conversation } = situation;
    const story = lastStory(situation);
    const answer: ReplyPart = story
      ? { code: 'because', evidence: heaviestEvidence(story, SAID) }
      : { code: 'nothing-to-explain' };
    if (conversation.asked === 'nothing') return { conversation, reply: { say: [answer] } };
    const question = openQuestion(conversation);
    return { conversation, reply: { say: [answer, question], reprompt: question } };
  },
};

/** Whether a turn asks about an earlier conversation, because its own has nothing to explain yet. */
export const asksAboutEarlier = ({ heard }: Pick<Turn, 'heard'>, { story }: Conversation): boolean =>
  heard.kind === 'explain' && story.turns.length === 0;

function lastStory({ turn, conversation, household }: Situation): Story | undefined {
  if (!asksAboutEarlier(turn, conversation)) return conversation.story;
  return household.stories?.find(({ room }) => room === turn.room)?.story;
}
