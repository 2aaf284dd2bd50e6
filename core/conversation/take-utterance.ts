import { observe } from '../confidence/evidence/registry.ts';
import { type HeardName, matchContact } from '../confidence/names/match-contact.ts';
import { speakable } from '../message/speakable.ts';
import type { ContactId } from '../household/ids.ts';
import { askAfterUnknownName, askNext, askRecipient, openQuestion, weighTurn } from './ask.ts';
import { DICTATION_LIMIT } from './hold.ts';
import { observeName, recipientOf } from './find-recipient.ts';
import type { ReplyPart } from './reply.ts';
import type { Situation, Step } from './step.ts';
import { stop } from './stop.ts';
import { requestWordsIn } from './understanding/request-words.ts';
import {
  type NamedPerson,
  type Understanding,
  understandUtterance,
} from './understanding/understand-utterance.ts';

/** Takes an utterance apart by the household's contacts. */
export const understand = ({ turn, household, model }: Situation, said: string): Understanding =>
  understandUtterance(said, {
    contacts: household.contacts,
    talk: model.talk,
    requestWords: requestWordsIn(turn.language),
  });

/**
 * The request that is in a heard name, if the platform put more than the name there: "anna saying I'm late". Undefined if
 * it is no more than a name, or does not begin with a contact's.
 */
export function utteranceInName(
  situation: Situation,
  { text, resolved }: HeardName,
): Understanding | undefined {
  if (matchContact({ text, resolved }, situation.household.contacts).kind !== 'none') return undefined;
  const utterance = understand(situation, text);
  const [first] = utterance.recipients;
  return first && first.match.kind !== 'none' && text.startsWith(first.said) ? utterance : undefined;
}

/** Weighs what was said in one breath, and takes the next step: mostly it is held at once. */
export function takeUtterance(situation: Situation, { recipients, content, form }: Understanding): Step {
  const { turn, model } = situation;
  const [first, ...others] = recipients;
  const said = content !== undefined && speakable(content) === 'whole' ? content : undefined;
  if (said !== undefined && said.length > DICTATION_LIMIT) return tooLong(situation);
  const request = [
    ...observe('request-heard', {
      opensSession: turn.opensSession,
      withName: first !== undefined,
      ...(said !== undefined && { form }),
    }),
    ...(first ? observeName(situation, { text: first.said, resolved: [] }, first.match) : []),
  ];
  const message =
    said === undefined ? [] : observe('message-heard', { transcript: said, contentWeights: model.content });
  const { verdict, conversation: weighed } = weighTurn(situation, [...request, ...message]);
  if (verdict === 'stop') {
    if (first) return stop({ turn, conversation: weighed }, 'unlikely');
    // Without a name it may be half a sentence, so the content is neither kept nor weighed.
    return askRecipient(weighTurn(situation, request).conversation, { code: 'ask-recipient' });
  }
  const named = first ? contactOf(first) : [];
  const known = [...new Set(others.flatMap(contactOf))].filter(contact => !named.includes(contact));
  const conversation = {
    ...weighed,
    ...(said !== undefined && { said }),
    ...(known.length > 0 && { alsoFor: known }),
  };
  if (!first) return askRecipient(conversation, { code: 'ask-recipient' });
  if (first.match.kind === 'none') return askAfterUnknownName({ turn, conversation }, first.said);
  if (first.match.kind === 'ambiguous') return askRecipient(conversation, { code: 'ambiguous-name' });
  const step = askNext({ turn, conversation }, recipientOf(first.match, undefined), verdict);
  const leftOut = others.flatMap(sayLeftOut);
  return { ...step, reply: { ...step.reply, say: [...leftOut, ...step.reply.say] } };
}

function tooLong({ conversation }: Situation): Step {
  const question = openQuestion(conversation);
  return {
    conversation,
    reply: { say: [{ code: 'message-too-long' }], reprompt: question },
    missed: true,
  };
}

/** The contact that a further name means, if it is one alone. */
const contactOf = ({ match }: NamedPerson): ContactId[] => ('contact' in match ? [match.contact] : []);

/** Says that a further name is left out, and why. The others get the message. */
function sayLeftOut({ said, match }: NamedPerson): ReplyPart[] {
  if (match.kind === 'none') return [{ code: 'left-out', said }];
  return match.kind === 'ambiguous' ? [{ code: 'left-out-several' }] : [];
}
