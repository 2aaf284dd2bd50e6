import { type RequestHandler, SkillBuilders } from 'ask-sdk-core';
import type { RequestEnvelope, ResponseEnvelope } from 'ask-sdk-model';
import { carryOut, type Done } from './carry-out.ts';
import { type Opened, openEnvelope } from './envelope.ts';
import { openDisabled } from './skill-event.ts';
import { type Households, rememberHouseholds } from './remembered-households.ts';
import { speak, teachContacts } from './reply.ts';
import { respond } from '../../core/conversation/respond.ts';
import type { SkillParts } from './skill-parts.ts';
import type { Step } from '../../core/conversation/step.ts';
import { asksOfEarlier } from '../../core/conversation/why.ts';
import type { Household } from '../../core/conversation/household.ts';
import { eraseHousehold } from '../storage/erase-household.ts';
import { failureCode } from '../storage/store-failure.ts';
import { wordsIn } from '../../core/text/replies.ts';

/** A request that is not answered at all; `code` says why. */
export class SkillRefusal extends Error {
  readonly code: 'envelope-malformed' | 'wrong-skill';
  constructor(code: SkillRefusal['code'], places: string[] = []) {
    super(`The request was refused: ${[code, ...places].join(' ')}`);
    this.code = code;
  }
}

/** The skill as Lambda and the home host call it. */
export type SkillEntry = (event: unknown) => Promise<ResponseEnvelope>;

/**
 * The skill's entry: opens the envelope, loads the household, lets the pure handlers decide, carries out what
 * they ask for, and only then speaks. Throws {@link SkillRefusal} for what is no request of this skill.
 */
export function skillEntry(parts: SkillParts): SkillEntry {
  const households = rememberHouseholds(parts.documents);
  const skill = SkillBuilders.custom().addRequestHandlers(conversationHandler(parts, households)).create();
  return async event => {
    const disabled = openDisabled(event);
    if (disabled) {
      refuseOtherSkills(parts, disabled.applicationId);
      const household = parts.householdOf(disabled.user);
      await eraseHousehold(parts, household);
      households.forget(household);
      parts.log({ event: 'household erased' });
      return { version: '1.0', response: {} };
    }
    const opened = openEnvelope(event, { recorder: parts.recorder !== undefined });
    if ('refused' in opened) throw new SkillRefusal(opened.refused, opened.places);
    const envelope = event as RequestEnvelope;
    refuseOtherSkills(parts, envelope.context.System.application.applicationId);
    return skill.invoke(withOwnAttributes(envelope), opened);
  };
}

/** The SDK copies all session attributes through JSON, however deep they go; only our own were looked at. */
function withOwnAttributes(envelope: RequestEnvelope): RequestEnvelope {
  const { session } = envelope;
  if (!session) return envelope;
  const conversation: unknown = session.attributes?.['conversation'];
  return { ...envelope, session: { ...session, attributes: conversation ? { conversation } : {} } };
}

function refuseOtherSkills({ skillId }: SkillParts, applicationId: string): void {
  if (skillId && applicationId !== skillId) throw new SkillRefusal('wrong-skill');
}

function conversationHandler(parts: SkillParts, households: Households): RequestHandler {
  return {
    canHandle: () => true,
    async handle({ context, responseBuilder, attributesManager }) {
      // What the entry has opened comes back as the SDK's context of this request.
      const { turn, conversation, user, answerable } = context as Opened;
      const wanted = { opens: turn.opens, stories: asksOfEarlier(turn, conversation) };
      const household = await households
        .of(parts.householdOf(user), wanted, parts.clock())
        .catch((error: Error) => {
          parts.log({ event: 'household not loaded', code: failureCode(error) });
        });
      if (!household && answerable)
        responseBuilder.speak(wordsIn(turn.language).troubled).withShouldEndSession(true);
      if (!household) return responseBuilder.getResponse();

      const step = respond(turn, conversation, household);
      const done = await perform(step, household, parts);
      if (step.effect) households.forget(household.id);
      const said = step.effect && !done.done ? step.otherwise : step;
      if (!answerable) return responseBuilder.getResponse();

      attributesManager.setSessionAttributes({ conversation: said.conversation });
      speak(responseBuilder, said.reply, said.conversation);
      if (turn.opens && said.reply.reprompt !== undefined) teachContacts(responseBuilder, household);
      if (done.done && done.pairing) {
        const card = wordsIn(turn.language).pairingCard(done.pairing.code, done.pairing.phone);
        responseBuilder.withSimpleCard(card.title, card.text);
      }
      return responseBuilder.getResponse();
    },
  };
}

/** What could not be stored is said to be not stored. */
async function perform({ effect }: Step, household: Household, parts: SkillParts): Promise<Done> {
  if (!effect) return { done: true };
  try {
    return await carryOut(effect, household, parts);
  } catch (error) {
    parts.log({ event: `${effect.do} failed`, code: failureCode(error) });
    return { done: false };
  }
}
