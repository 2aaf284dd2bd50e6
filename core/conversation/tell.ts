import { observe } from '../confidence/evidence/registry.ts';
import type { ContactId } from '../household/ids.ts';
import { askAfterUnknownName, askNext, askRecipient, weighTurn } from './ask.ts';
import { hasSound } from './content.ts';
import { observeName, recipientOf } from './find-recipient.ts';
import { missed } from './miss.ts';
import { startRequest } from './send.ts';
import type { Handler, Situation, Step } from './step.ts';
import { stop } from './stop.ts';
import {
  type NamedPerson,
  type Understanding,
  understandUtterance,
} from './understanding/understand-utterance.ts';

/**
 * A request in one breath, with the name and mostly the message in it: "tell Anna I'll be late". While a question is
 * open it acts only as a whole new request with a contact's name.
 */
export const tell: Handler<string> = {
  canHandle: ({ heard }) => heard.kind === 'tell' && heard.said,
  handle(situation, said) {
    const { conversation, household, model } = situation;
    const understanding = understandUtterance(said, { contacts: household.contacts, talk: model.talk });
    const [first] = understanding.recipients;
    const isOpen = conversation.asked === 'nothing' || conversation.asked === 'more';
    const namesContact = first !== undefined && first.match.kind !== 'none';
    if (!isOpen && !namesContact && !(first && conversation.asked === 'recipient')) return missed(situation);
    return startRequest(situation, fresh => takeUtterance(fresh, understanding));
  },
};

function takeUtterance(situation: Situation, { recipients, content, form }: Understanding): Step {
  const { turn, model } = situation;
  const [first, ...others] = recipients;
  const said = content !== undefined && hasSound(content) ? content : undefined;
  const observations = [
    ...observe('request-heard', {
      opensSession: turn.opensSession,
      withName: first !== undefined,
      ...(said !== undefined && { form }),
    }),
    ...(first ? observeName(situation, { text: first.said, resolved: [] }, first.match) : []),
    ...(said === undefined
      ? []
      : observe('message-heard', { transcript: said, contentWeights: model.content })),
  ];
  const { verdict, conversation: weighed } = weighTurn(situation, observations);
  if (verdict === 'stop') return stop(turn, weighed, 'unlikely');
  const known = others.flatMap(contactOf);
  const conversation = {
    ...weighed,
    ...(said !== undefined && { said }),
    ...(known.length > 0 && { alsoFor: known }),
  };
  if (!first) return askRecipient(conversation, { code: 'ask-recipient' });
  if (first.match.kind === 'none') return askAfterUnknownName(turn, conversation, first.said);
  if (first.match.kind === 'ambiguous') return askRecipient(conversation, { code: 'ambiguous-name' });
  const step = askNext(turn, conversation, recipientOf(first.match, undefined), verdict);
  const left = others.find(one => contactOf(one).length === 0);
  return left ? sayLeftOut(step, left.said) : step;
}

/** The contact that a further name means, if it is one alone. */
const contactOf = ({ match }: NamedPerson): ContactId[] => ('contact' in match ? [match.contact] : []);

/** Says first that there is no contact of this name. The others get the message. */
const sayLeftOut = (step: Step, said: string): Step => ({
  ...step,
  reply: { ...step.reply, say: [{ code: 'left-out', said }, ...step.reply.say] },
});
