import { inLanguage } from '../../core/household/language.ts';
import { type RequestHandler, SkillBuilders } from 'ask-sdk-core';
import type { ResponseEnvelope } from 'ask-sdk-model';
import type { Household } from '../../core/conversation/household.ts';
import { respond } from '../../core/conversation/respond.ts';
import type { Step } from '../../core/conversation/step.ts';
import { asksAboutEarlier } from '../../core/conversation/handlers/why.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import { screenOf } from '../../core/conversation/screen.ts';
import { REPLIES } from '../../core/text/texts.ts';
import { renderReply } from '../../core/text/replies.ts';
import { renderScreen } from '../../core/text/screens.ts';
import { eraseHousehold } from '../storage/erase-household.ts';
import { failureCode } from '../storage/store-failure.ts';
import { untilErased } from '../storage/until-erased.ts';
import { forgetContacts, show, speak, teachContacts } from './alexa-response.ts';
import { parseRequest, type Refused, type SkillRequest, type TurnRequest } from './envelope.ts';
import type { EffectResult } from './effect.ts';
import { performEffect } from './perform-effect.ts';
import { createHouseholdCache, type HouseholdCache } from './household-cache.ts';
import type { SkillPorts } from './skill-ports.ts';

/** Answers a request that was parsed. */
export type Skill = (request: SkillRequest) => Promise<ResponseEnvelope>;

/** Parses and answers a request. */
export type SkillEntry = (event: unknown) => Promise<ResponseEnvelope>;

/** An answer with nothing in it, which is valid for every type of request. */
export const NO_RESPONSE: ResponseEnvelope = { version: '1.0', response: {} };

/**
 * The skill: it loads the household, lets the pure handlers decide, performs their effect, and only then speaks. When
 * the skill was disabled for an account, it erases the household, if that is the account's.
 */
export function createSkill(ports: SkillPorts): Skill {
  const households = createHouseholdCache(ports.documents);
  const skill = SkillBuilders.custom().addRequestHandlers(conversationHandler(ports, households)).create();
  return async request => {
    switch (request.kind) {
      case 'turn':
        if (request.error) ports.log({ event: 'session ended by an error', type: request.error });
        return skill.invoke(request.envelope, request);
      case 'skill-disabled': {
        if (ports.householdIsShared) {
          ports.log({ event: 'skill disabled, nothing erased' });
          return NO_RESPONSE;
        }
        const household = ports.householdOf(request.user);
        const isErased = await eraseWholly(ports, household);
        households.drop(household);
        ports.log({ event: isErased ? 'household erased' : 'household erased in part' });
        return NO_RESPONSE;
      }
      case 'not-handled':
        ports.log({
          event: 'request not handled',
          type: [request.type, request.error].filter(Boolean).join(' '),
        });
        return NO_RESPONSE;
    }
  };
}

/** A write at the same moment can leave something behind, so erasing is tried this often. */
const ERASE_ATTEMPTS = 3;

async function eraseWholly(ports: SkillPorts, household: HouseholdId): Promise<boolean> {
  for (let attempt = 0; attempt < ERASE_ATTEMPTS; attempt += 1)
    if (await eraseHousehold(ports, household)) return true;
  return false;
}

/** An event is not a request of this skill. */
export class SkillRefusal extends Error {
  readonly code: Refused['refused'];
  constructor({ refused, places }: Refused) {
    super(`The request was refused: ${[refused, ...places].join(' ')}`);
    this.code = refused;
  }
}

/** The skill with its parser in front. Throws {@link SkillRefusal} for an event that is not a request of this skill. */
export function skillEntry(ports: SkillPorts, skillId?: string): SkillEntry {
  const skill = createSkill(ports);
  return async event => {
    const request = parseRequest(event, { skillId, recorder: ports.recorder !== undefined });
    if ('refused' in request) throw new SkillRefusal(request);
    return skill(request);
  };
}

function conversationHandler(ports: SkillPorts, households: HouseholdCache): RequestHandler {
  return {
    canHandle: () => true,
    async handle({ context, responseBuilder, attributesManager }) {
      const { turn, conversation, user, answerable, said, hasScreen } = context as TurnRequest;
      const wanted = {
        opens: turn.opensSession,
        stories: asksAboutEarlier(turn, conversation),
        now: ports.clock(),
      };
      const household = await households.get(ports.householdOf(user), wanted).catch((error: Error) => {
        ports.log({ event: 'household not loaded', code: failureCode(error) });
      });
      if (!household && answerable) {
        const { say } = renderReply({ say: [{ code: 'household-not-loaded' }] }, turn.language);
        responseBuilder.speak(say).withShouldEndSession(true);
      }
      if (!household) return responseBuilder.getResponse();

      const step = respond(turn, conversation, household);
      const result = await perform(step, household, ports);
      if (step.effect) households.drop(household.id);
      const outcome = step.effect && !result.done ? step.ifEffectFails : step;
      if (!answerable) return responseBuilder.getResponse();

      const reply = renderReply(outcome.reply, turn.language);
      if (turn.heard.kind === 'repeat' && said !== undefined) reply.say = said;
      const attributes = { conversation: outcome.conversation, said: reply.say };
      attributesManager.setSessionAttributes(attributes);
      speak(responseBuilder, reply, outcome.conversation);
      if (result.done && result.pairing) {
        const { pairingCard } = inLanguage(REPLIES, turn.language);
        const { title, text } = pairingCard(result.pairing.code, result.pairing.phone);
        responseBuilder.withSimpleCard(title, text);
      }
      if (hasScreen) {
        const screen = screenOf(outcome, { turn, household, effect: step.effect });
        show(responseBuilder, renderScreen(screen, turn.language), attributes);
      }
      const asks = outcome.reply.reprompt !== undefined;
      if (asks && turn.opensSession) teachContacts(responseBuilder, household, attributes);
      if (!asks && !turn.opensSession) forgetContacts(responseBuilder);
      return responseBuilder.getResponse();
    },
  };
}

/** Performs the effect of a step, if it has one. A failure is logged and counts as not done. */
async function perform({ effect }: Step, household: Household, ports: SkillPorts): Promise<EffectResult> {
  if (!effect) return { done: true };
  // The household has been erased since the conversation began.
  if (!household.paired && effect.do !== 'offer-pairing') return { done: false };
  const documents = untilErased(ports.documents, household.id);
  try {
    return await performEffect(effect, household, { ...ports, documents });
  } catch (error) {
    ports.log({ event: `${effect.do} failed`, code: failureCode(error) });
    return { done: false };
  }
}
