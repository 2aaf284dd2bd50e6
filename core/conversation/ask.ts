import { assess, type Verdict } from '../confidence/assess.ts';
import type { Observation } from '../confidence/evidence/registry.ts';
import { isFittedFor } from '../confidence/model.ts';
import { evidenceOf, logOddsOf, withTurnLanguage } from '../confidence/story.ts';
import type { Conversation, Recipient } from './conversation.ts';
import { holdContent } from './hold.ts';
import type { ReplyPart } from './reply.ts';
import type { Situation, Step, Weighed } from './step.ts';
import { giveUp, stop } from './stop.ts';

/** How often the Echo asks for a name again. After that the sum of the evidence decides. */
const NAME_AGAIN_LIMIT = 2;

/** How often a name that is no contact's is answered with a question. After that the Echo says how to add a contact. */
const UNKNOWN_NAMES_LIMIT = 2;

/**
 * Adds the observations of a turn to the story. `verdict` says whether to stop, to ask for more, or to go on. In a
 * language that the model was not fitted for, it is never `sure` before the name was asked for again.
 */
export function weighTurn(
  { turn, conversation, model }: Situation,
  observations: readonly Observation[],
): { verdict: Verdict; conversation: Conversation } {
  const { story, verdict } = assess(
    withTurnLanguage(conversation.story, turn.language),
    { at: turn.at, asked: conversation.asked, heard: turn.heard.kind },
    observations,
    model,
  );
  const tooSoon = verdict === 'sure' && conversation.askedAgain === 0 && !isFittedFor(story.language, model);
  return { verdict: tooSoon ? 'undecided' : verdict, conversation: { ...conversation, story } };
}

/** Asks who the message is for. */
export const askRecipient = (
  conversation: Conversation,
  say: ReplyPart,
  reprompt: ReplyPart = { code: 'ask-recipient-again' },
): Step => ({
  conversation: { ...conversation, asked: 'recipient' },
  reply: { say: [say], reprompt },
});

/** A name that is longer, in words or in characters, is a sentence, and the Echo does not say it back. */
const LONGEST_NAME = { words: 3, characters: 60 };

/**
 * A name was heard that is no contact's. The Echo says the name, so that the speaker hears what was understood, and asks
 * again; at last it says how to add a contact. An unknown name is no evidence of an accident.
 */
export function askAfterUnknownName({ turn, conversation: before }: Weighed, said: string): Step {
  const conversation = { ...before, unknownNames: before.unknownNames + 1 };
  const isOver = conversation.unknownNames > UNKNOWN_NAMES_LIMIT;
  if (said.length > LONGEST_NAME.characters || said.split(' ').length > LONGEST_NAME.words)
    return isOver
      ? giveUp({ turn, conversation })
      : askRecipient(conversation, { code: 'ask-recipient-again' });
  return isOver
    ? giveUp({ turn, conversation }, { code: 'add-contact', said })
    : askRecipient(conversation, { code: 'unknown-name', said }, { code: 'ask-recipient-or-add' });
}

/** Asks for the message itself. */
export const askMessage = (
  conversation: Conversation,
  recipient: Recipient,
  say: ReplyPart = { code: 'ask-message' },
): Step => ({
  conversation: { ...conversation, recipient, asked: 'message' },
  reply: { say: [say], reprompt: { code: 'ask-message-again' } },
});

/** With a recipient who is sure enough: holds the message if it was said already, else asks for it. */
export const takeMessage = ({ turn, conversation }: Weighed, recipient: Recipient): Step =>
  conversation.said === undefined
    ? askMessage(conversation, recipient)
    : holdContent({ turn, conversation }, recipient, { transcript: conversation.said });

/**
 * With a recipient found: asks for the name once more while the sum lies between the bounds, else takes the message. When
 * the Echo has asked often enough, the sum on the prior decides, as in Wald's truncated test. A name that was only ever
 * near, or that was never said again, is not enough, because a room repeats its words. A name that only Alexa knows is
 * enough to ask the phone: our own comparison cannot tell how it is said.
 */
export function askNext({ turn, conversation }: Weighed, recipient: Recipient, verdict: Verdict): Step {
  if (verdict === 'stop') return stop({ turn, conversation }, 'unlikely');
  // A message that came with the request says nothing about who it is for.
  const isSure = verdict === 'sure' && (recipient.heard === 'itself' || conversation.said === undefined);
  if (isSure) return takeMessage({ turn, conversation }, recipient);
  if (conversation.askedAgain >= NAME_AGAIN_LIMIT) {
    const { story } = conversation;
    const wasSaidAgain = evidenceOf(story).some(
      ({ name, observed }) =>
        name === 'name-again' && ['same', 'same-common', 'same-near'].includes(observed),
    );
    return recipient.heard !== 'near' && wasSaidAgain && logOddsOf(story) >= story.prior
      ? takeMessage({ turn, conversation }, recipient)
      : giveUp({ turn, conversation });
  }
  return {
    conversation: {
      ...conversation,
      recipient,
      asked: 'name-again',
      askedAgain: conversation.askedAgain + 1,
    },
    reply: { say: [{ code: 'ask-name-again' }], reprompt: { code: 'ask-name-again' } },
  };
}

/** The question that is open, to be asked again. */
export function openQuestion({ asked }: Conversation): ReplyPart {
  switch (asked) {
    case 'recipient':
      return { code: 'ask-recipient-again' };
    case 'name-again':
      return { code: 'ask-name-again' };
    case 'message':
      return { code: 'ask-message-again' };
    case 'more':
      return { code: 'offer-to-add' };
    case 'nothing':
      return { code: 'ask-what-to-do' };
  }
}
