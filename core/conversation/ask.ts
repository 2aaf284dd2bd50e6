import { assess, type Standing } from '../confidence/assess.ts';
import { fittedFor } from '../confidence/is-fitted-for.ts';
import type { Model } from '../confidence/model.ts';
import { logOddsOf, toldIn } from '../confidence/story.ts';
import type { Observation } from '../confidence/weigh.ts';
import type { Conversation } from './conversation.ts';
import type { Step } from './step.ts';
import type { Turn } from './turn.ts';
import { wordsIn } from '../text/replies.ts';

/** How often a name may be asked for again; after that the sum decides, as it stands. */
const NAME_AGAIN_LIMIT = 2;

/**
 * Adds what a turn showed, and says whether to stop, to ask for more, or to go on. In a language that the model was
 * not fitted for nothing is sure before the name was asked for again.
 */
export function weighed(
  turn: Turn,
  conversation: Conversation,
  observations: readonly Observation[],
  model: Model,
) {
  const { story, standing } = assess(
    toldIn(conversation.story, turn.language),
    { at: turn.at, asked: conversation.asked, heard: turn.heard.kind },
    observations,
    model,
  );
  const tooSoon = standing === 'sure' && conversation.askedAgain === 0 && !fittedFor(story, model);
  return { standing: tooSoon ? 'between' : standing, conversation: { ...conversation, story } } as const;
}

/** Below the lower bound: nothing is recorded, and what stays is the story. */
export function stop(turn: Turn, conversation: Conversation, why: 'unlikely' | 'silence'): Step {
  const { id, story } = conversation;
  const words = wordsIn(turn.language);
  const said = {
    conversation: { ...conversation, asked: 'nothing' as const },
    reply: { say: conversation.held ? words.stoppedHeld : words.stopped },
  };
  return {
    ...said,
    effect: { do: 'keep-story', stopped: { id, at: turn.at, why, story }, room: turn.room },
    otherwise: said,
  };
}

/** Asks who the message is for. */
export const askRecipient = (conversation: Conversation, say: string): Step => ({
  conversation: { ...conversation, asked: 'recipient' },
  reply: { say, reprompt: wordsIn(conversation.story.language).toWhomAgain },
});

/** Asks for the message itself. */
export function askMessage(conversation: Conversation, say?: string): Step {
  const words = wordsIn(conversation.story.language);
  return {
    conversation: { ...conversation, asked: 'message' },
    reply: { say: say ?? words.message, reprompt: words.messageAgain },
  };
}

/**
 * With a contact found: asks for the name once more while the sum lies between the bounds, else for the message.
 * Where the asking ends undecided, the side of the prior decides, as in Wald's truncated test; and a name that was
 * only ever near is not enough, however often, because a room repeats its words.
 */
export function askNext(turn: Turn, conversation: Conversation, standing: Standing): Step {
  if (standing === 'stop') return stop(turn, conversation, 'unlikely');
  if (standing === 'sure') return askMessage(conversation);
  if (conversation.askedAgain >= NAME_AGAIN_LIMIT) {
    const { story, named } = conversation;
    return named === 'near' || logOddsOf(story) < story.prior
      ? stop(turn, conversation, 'unlikely')
      : askMessage(conversation);
  }
  const { nameAgain } = wordsIn(turn.language);
  return {
    conversation: { ...conversation, asked: 'name-again', askedAgain: conversation.askedAgain + 1 },
    reply: { say: nameAgain, reprompt: nameAgain },
  };
}
