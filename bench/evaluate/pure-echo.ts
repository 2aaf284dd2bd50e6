import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ResponseFactory } from 'ask-sdk-core';
import type { Household } from '../../core/conversation/household.ts';
import { respond } from '../../core/conversation/respond.ts';
import type { Step } from '../../core/conversation/step.ts';
import { instant } from '../../core/household/instant.ts';
import { renderReply } from '../../core/text/replies.ts';
import { speak, teachContacts } from '../../services/skill/alexa-response.ts';
import { parseRequest } from '../../services/skill/envelope.ts';
import type { SkillEntry } from '../../services/skill/skill.ts';
import type { InteractionModel } from '../../simulator/device/interaction-model.ts';
import { type SimulatedEcho, simulateEcho } from '../../simulator/device/simulated-echo.ts';

/** One question and its answer, in milliseconds. */
const TURN_TIME = 8_000;
const START = Date.UTC(2026, 0, 1);

/** The interaction model that the device simulator hears by. */
const MODEL = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'interaction-models', 'en-US.json'), 'utf8'),
) as InteractionModel;

/**
 * A simulated Echo with the skill without stores behind it: the same parser, handlers and responses, and every effect
 * counts as done. `steps` has what the handlers decided, in order.
 */
export function pureEcho(household: Household): { echo: SimulatedEcho; steps: readonly Step[] } {
  const steps: Step[] = [];
  let ids = 0;
  const echo = simulateEcho({
    skill: skillWithoutStores(household, steps),
    model: MODEL,
    deviceId: 'amzn1.ask.device.EVALUATION',
    account: { applicationId: 'amzn1.ask.skill.evaluation', userId: 'amzn1.ask.account.EVALUATION' },
    clock: () => instant(START + TURN_TIME * steps.length),
    newId: () => `id-${(ids += 1)}`,
  });
  return { echo, steps };
}

const skillWithoutStores =
  (household: Household, steps: Step[]): SkillEntry =>
  async event => {
    const parsed = parseRequest(event, {});
    if ('refused' in parsed || parsed.kind !== 'turn')
      throw new Error('The evaluation made an envelope without a turn.');
    const { turn } = parsed;
    const step = respond(turn, parsed.conversation, household);
    steps.push(step);
    const builder = ResponseFactory.init();
    const sessionAttributes = { conversation: step.conversation };
    speak(builder, renderReply(step.reply, turn.language), step.conversation);
    if (turn.opensSession && step.reply.reprompt !== undefined)
      teachContacts(builder, household, sessionAttributes);
    return { version: '1.0', sessionAttributes, response: builder.getResponse() };
  };
