import { escapeXmlCharacters, type ResponseBuilder } from 'ask-sdk-core';
import type { Intent } from 'ask-sdk-model';
import type { Conversation } from '../../core/conversation/conversation.ts';
import { entitiesOf } from '../../core/conversation/entities.ts';
import type { Household } from '../../core/conversation/household.ts';
import type { RenderedReply } from '../../core/text/replies.ts';
import type { RenderedScreen } from '../../core/text/screens.ts';
import { SLOT_OF_QUESTION } from './intents.ts';
import { showScreen } from './screen-document.ts';

/** The intent without slot values, so that a value that comes next was said next. */
const EMPTY_INTENT: Intent = {
  name: 'SendMessageIntent',
  confirmationStatus: 'NONE',
  slots: Object.fromEntries(
    Object.values(SLOT_OF_QUESTION).map(name => [name, { name, confirmationStatus: 'NONE' as const }]),
  ),
};

/** Writes a reply as SSML with its reprompt, and names the slot that the open question asks for. */
export function speak(
  builder: ResponseBuilder,
  { say, reprompt }: RenderedReply,
  { asked }: Pick<Conversation, 'asked'>,
): ResponseBuilder {
  builder.speak(escapeXmlCharacters(say));
  if (reprompt === undefined) return builder.withShouldEndSession(true);
  builder.reprompt(escapeXmlCharacters(reprompt)).withShouldEndSession(false);
  const slot = asked === 'nothing' || asked === 'more' ? undefined : SLOT_OF_QUESTION[asked];
  return slot ? builder.addElicitSlotDirective(slot, EMPTY_INTENT) : builder;
}

/** Alexa's limit on an answer, in bytes (24 KB), with a reserve for what the SDK adds. */
const ANSWER_LIMIT = 24_000 - 500;

const bytesLeft = (builder: ResponseBuilder, attributes: object): number =>
  ANSWER_LIMIT - Buffer.byteLength(JSON.stringify([builder.getResponse(), attributes]));

/** Shows this on the device's screen, if it fits into the answer beside what is in it and the session attributes. */
export function show(builder: ResponseBuilder, screen: RenderedScreen, attributes: object): ResponseBuilder {
  const directive = showScreen(screen);
  const isTooLarge = Buffer.byteLength(JSON.stringify(directive)) > bytesLeft(builder, attributes);
  return isTooLarge ? builder : builder.addDirective(directive);
}

/**
 * Teaches Alexa the names of the household's contacts, if there are any, for the rest of the session: as many as fit into
 * the answer beside what is in it and the session attributes.
 */
export function teachContacts(
  builder: ResponseBuilder,
  { contacts }: Pick<Household, 'contacts'>,
  attributes: object,
): ResponseBuilder {
  const values = entitiesOf(contacts, bytesLeft(builder, attributes));
  if (values.length === 0) return builder;
  return builder.addDirective({
    type: 'Dialog.UpdateDynamicEntities',
    updateBehavior: 'REPLACE',
    types: [{ name: 'Contact', values }],
  });
}

/** Makes Alexa forget the names at the end of a session; else another skill's session could still hear them. */
export const forgetContacts = (builder: ResponseBuilder): ResponseBuilder =>
  builder.addDirective({ type: 'Dialog.UpdateDynamicEntities', updateBehavior: 'CLEAR' });
