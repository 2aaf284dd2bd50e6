import { openQuestion } from './ask.ts';
import { newConversation } from './conversation.ts';
import type { Handler } from './step.ts';

/** "Open Second Yes." Said while a question is open, it starts over. */
export const launch: Handler = {
  canHandle: ({ heard }) => heard.kind === 'launch',
  handle: ({ conversation: { id, held }, model }) => ({
    conversation: { ...newConversation(id, model), ...(held && { held }) },
    reply: { say: [{ code: 'welcome' }], reprompt: { code: 'ask-what-to-do' } },
  }),
};

/** "Help": what can be said, then the open question again. */
export const help: Handler = {
  canHandle: ({ heard }) => heard.kind === 'help',
  handle({ conversation }) {
    const question = openQuestion(conversation);
    return { conversation, reply: { say: [{ code: 'help' }, question], reprompt: question } };
  },
};

/** "Say that again": the open question. */
export const repeat: Handler = {
  canHandle: ({ heard }) => heard.kind === 'repeat',
  handle({ conversation }) {
    const question = openQuestion(conversation);
    return { conversation, reply: { say: [question], reprompt: question } };
  },
};

/** "Add a contact": how to, because only a phone changes contacts. */
export const addContact: Handler = {
  canHandle: ({ heard }) => heard.kind === 'add-contact',
  handle: ({ conversation, household: { paired } }) => ({
    conversation,
    reply: { say: [{ code: paired ? 'how-to-add-contact' : 'no-phone-paired' }] },
  }),
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
    if (household.paired) return { conversation, reply: { say: [{ code: 'already-paired' }] } };
    return {
      conversation,
      reply: { say: [{ code: 'pairing-code-on-card' }] },
      effect: { do: 'offer-pairing' },
      ifEffectFails: { conversation, reply: { say: [{ code: 'no-pairing-code' }] } },
    };
  },
};

/** "Stop" and "cancel", at any point. A held message stays held: only the phone releases or discards it. */
export const stopSession: Handler = {
  canHandle: ({ heard }) => heard.kind === 'stop',
  handle: ({ conversation }) => ({
    conversation: { ...conversation, asked: 'nothing' },
    reply: { say: [{ code: conversation.held ? 'goodbye-still-holding' : 'goodbye' }] },
  }),
};
