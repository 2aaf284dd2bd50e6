import { startRequest } from '../start-request.ts';
import { missed } from '../misses.ts';
import type { Handler } from '../step.ts';
import { takeUtterance, understand } from '../take-utterance.ts';

/**
 * A request in one breath, with the name and mostly the message in it: "tell Anna I'll be late". While a question is
 * open it acts only as a whole new request with a contact's name; after a message was held, only with somebody's name,
 * because the microphone is open and talk in the room goes on.
 */
export const tell: Handler<string> = {
  canHandle: ({ heard }) => heard.kind === 'tell' && heard.said,
  handle(situation, said) {
    const { asked } = situation.conversation;
    const utterance = understand(situation, said);
    const [first] = utterance.recipients;
    const namesContact = first !== undefined && first.match.kind !== 'none';
    const acts =
      asked === 'nothing' || (asked === 'more' || asked === 'recipient' ? first !== undefined : namesContact);
    if (!acts) return missed(situation);
    return startRequest(situation, fresh => takeUtterance(fresh, utterance));
  },
};
