import { startRequest } from './start-request.ts';
import { missed } from './miss.ts';
import type { Handler } from './step.ts';
import { takeUtterance, understand } from './take-utterance.ts';

/**
 * A request in one breath, with the name and mostly the message in it: "tell Anna I'll be late". While a question is
 * open it acts only as a whole new request with a contact's name.
 */
export const tell: Handler<string> = {
  canHandle: ({ heard }) => heard.kind === 'tell' && heard.said,
  handle(situation, said) {
    const { asked } = situation.conversation;
    const utterance = understand(situation, said);
    const [first] = utterance.recipients;
    const isOpen = asked === 'nothing' || asked === 'more';
    const namesContact = first !== undefined && first.match.kind !== 'none';
    if (!isOpen && !namesContact && !(first && asked === 'recipient')) return missed(situation);
    return startRequest(situation, fresh => takeUtterance(fresh, utterance));
  },
};
