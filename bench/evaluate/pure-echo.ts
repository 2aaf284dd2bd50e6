import { ResponseFactory } from 'ask-sdk-core';
import type { ResponseEnvelope } from 'ask-sdk-model';
import { committedModel, type Model } from '../../core/confidence/model.ts';
import type { Household } from '../../core/conversation/household.ts';
import { respond } from '../../core/conversation/respond.ts';
import type { Step } from '../../core/conversation/step.ts';
import { renderReply } from '../../core/text/replies.ts';
import { speak, teachContacts } from '../../services/skill/alexa-response.ts';
import { parseRequest } from '../../services/skill/envelope.ts';

/** The skill without stores: the same parser, handlers and response, and every effect counts as done. */
export type PureSkill = { answer: (event: unknown) => Promise<ResponseEnvelope>; steps: Step[] };

/** The pure skill for one household. `steps` has what the handlers decided, in order. */
export function pureSkill(household: Household, model: Model = committedModel): PureSkill {
  const steps: Step[] = [];
  return {
    steps,
    async answer(event) {
      const parsed = parseRequest(event, {});
      if ('refused' in parsed || parsed.kind !== 'turn')
        throw new Error('The evaluation made an envelope without a turn.');
      const { turn } = parsed;
      const step = respond(turn, parsed.conversation, household, model);
      steps.push(step);
      const builder = ResponseFactory.init();
      const attributes = { conversation: step.conversation };
      speak(builder, renderReply(step.reply, turn.language), step.conversation);
      if (turn.opensSession && step.reply.reprompt !== undefined)
        teachContacts(builder, household, attributes);
      return {
        version: '1.0',
        sessionAttributes: attributes,
        response: builder.getResponse(),
      };
    },
  };
}
