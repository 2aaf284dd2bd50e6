import type { Asked } from '../../confidence/story.ts';
import { openQuestion } from '../ask.ts';
import { ended, newConversation } from '../conversation.ts';
import type { HelpCode, ReplyPart } from '../reply.ts';
import { offerPairing, startRequest } from '../start-request.ts';
import type { Handler } from '../step.ts';

/**
 * "Open Second Yes." Said while a question is open, it starts over. It says what keeps a message from being taken, or
 * how many wait. Somebody who has not sent one yet hears what the skill is.
 */
export const launch: Handler = {
  canHandle: ({ heard }) => heard.kind === 'launch',
  handle(situation) {
    const { id, held } = situation.conversation;
    const conversation = { ...newConversation(id, situation.model), ...(held && { held }) };
    return startRequest({ ...situation, conversation }, ({ household: { waiting, messages = [] } }) => {
      const isFirst = messages.length === 0;
      const count: ReplyPart[] = waiting.length > 0 ? [{ code: 'waiting', count: waiting.length }] : [];
      const say: ReplyPart[] = isFirst
        ? [{ code: 'welcome-first' }, { code: 'ask-what-to-do' }]
        : [{ code: 'welcome' }, ...count, { code: 'what-to-do' }];
      return { conversation, reply: { say, reprompt: { code: 'ask-what-to-do' } } };
    });
  },
};

const HELP = {
  nothing: 'help',
  recipient: 'help-recipient',
  'name-again': 'help-name-again',
  message: 'help-message',
  more: 'help-more',
} as const satisfies Record<Asked, HelpCode>;

/** "Help": about the open question, then the question again. */
export const help: Handler = {
  canHandle: ({ heard }) => heard.kind === 'help',
  handle({ conversation }) {
    const question = openQuestion(conversation);
    return {
      conversation,
      reply: { say: [{ code: HELP[conversation.asked] }, question], reprompt: question },
    };
  },
};

/**
 * "Yes" to "Anything to add?": says how to add words. Anywhere else a yes is not used, because it is common in talk.
 */
export const yesToAdd: Handler = {
  canHandle: ({ heard }, { asked }) => heard.kind === 'yes' && asked === 'more',
  handle: ({ conversation }) => ({
    conversation,
    reply: { say: [{ code: 'nothing-to-add' }], reprompt: { code: 'how-to-add' } },
    missed: true,
  }),
};

/** "Say that again": the open question. Where the skill knows what it said last, it says that instead. */
export const repeat: Handler = {
  canHandle: ({ heard }) => heard.kind === 'repeat',
  handle({ conversation }) {
    const question = openQuestion(conversation);
    return { conversation, reply: { say: [question], reprompt: question } };
  },
};

/** "Add a contact": says how, because only a phone changes contacts. */
export const addContact: Handler = {
  canHandle: ({ heard }) => heard.kind === 'add-contact',
  handle: ({ conversation, household: { paired } }) =>
    paired ? { conversation, reply: { say: [{ code: 'how-to-add-contact' }] } } : offerPairing(conversation),
};

/** "What's waiting?": a count, and never whom a message is for or what it says. */
export const countWaiting: Handler = {
  canHandle: ({ heard }) => heard.kind === 'count-waiting',
  handle: ({ conversation, household }) => ({
    conversation,
    reply: { say: [{ code: 'waiting', count: household.waiting.length }] },
  }),
};

/** "Pair my phone": the code goes on a card and is never spoken. It opens only a household without a phone. */
export const pairPhone: Handler = {
  canHandle: ({ heard }) => heard.kind === 'pair-phone',
  handle({ conversation, household }) {
    return household.paired
      ? { conversation, reply: { say: [{ code: 'already-paired' }] } }
      : offerPairing(conversation, []);
  },
};

/**
 * "Stop" at any point, and "no" to "Anything to add?" or "What would you like to do?". A held message stays held. "Cancel"
 * is the same while something is asked; after a message was held, `discard` takes it.
 */
export const stopSession: Handler = {
  canHandle: ({ heard }, { asked }) =>
    heard.kind === 'stop' ||
    (heard.kind === 'cancel' && asked !== 'more') ||
    (heard.kind === 'no' && (asked === 'more' || asked === 'nothing')),
  handle: ({ conversation }) => ({
    conversation: ended(conversation),
    reply: { say: [{ code: conversation.held ? 'goodbye-still-holding' : 'goodbye' }] },
  }),
};
