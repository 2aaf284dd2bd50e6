import { escapeXmlCharacters, type ResponseBuilder } from 'ask-sdk-core';
import type { Intent } from 'ask-sdk-model';
import type { Household } from '../../core/conversation/household.ts';
import type { Conversation } from '../../core/conversation/conversation.ts';
import { entitiesOf } from '../../core/conversation/entities.ts';
import type { Reply } from '../../core/conversation/step.ts';

/** Which slot answers which question. */
const SLOTS = { recipient: 'recipient', 'name-again': 'nameAgain', message: 'message' } as const;

/** An intent without values, so that whatever a slot holds next was said next. */
const unfilled: Intent = {
  name: 'SendMessageIntent',
  confirmationStatus: 'NONE',
  slots: Object.fromEntries(
    Object.values(SLOTS).map(name => [name, { name, confirmationStatus: 'NONE' as const }]),
  ),
};

/** Writes a reply in Alexa's terms: SSML and reprompt, the slot that is asked for, and the contacts' names. */
export function speak(
  builder: ResponseBuilder,
  { say, reprompt }: Reply,
  { asked }: Conversation,
): ResponseBuilder {
  builder.speak(escapeXmlCharacters(say));
  if (reprompt === undefined) return builder.withShouldEndSession(true);
  builder.reprompt(escapeXmlCharacters(reprompt)).withShouldEndSession(false);
  const slot = asked === 'nothing' || asked === 'more' ? undefined : SLOTS[asked];
  return slot ? builder.addElicitSlotDirective(slot, unfilled) : builder;
}

/** Teaches Alexa the household's names, if there are any, for the rest of the session. */
export function teachContacts(builder: ResponseBuilder, { contacts }: Household): ResponseBuilder {
  if (contacts.length === 0) return builder;
  return builder.addDirective({
    type: 'Dialog.UpdateDynamicEntities',
    updateBehavior: 'REPLACE',
    types: [{ name: 'Contact', values: entitiesOf(contacts) }],
  });
}
