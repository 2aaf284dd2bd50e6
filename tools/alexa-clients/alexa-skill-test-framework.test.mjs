import framework from 'alexa-skill-test-framework';
import { DEVICE_ID, SKILL_ID, USER_ID } from '../../test/support/builders/alexa-envelopes.ts';
import { checksOf, eachConversation, expectAnswer, valuesOf } from './each-conversation.mjs';

function requestOf(said) {
  if (said.type === 'LaunchRequest') return framework.getLaunchRequest();
  if (said.type === 'SessionEndedRequest') return framework.getSessionEndedRequest(said.reason);
  return framework.getIntentRequest(said.intent.name, valuesOf(said.intent));
}

eachConversation('alexa-skill-test-framework', (turns, skill, interfaces) => {
  framework.initialize({ handler: event => skill(event) }, SKILL_ID, USER_ID, DEVICE_ID);
  const sequence = turns.map(turn => {
    const request = requestOf(turn[0]);
    // It knows no APL.
    Object.assign(request.context.System.device.supportedInterfaces, interfaces);
    return {
      request,
      ...checksOf(turn),
      callback: (_, answer) => expectAnswer(answer, turn, interfaces),
    };
  });
  framework.test(sequence, 'holds a session');
});
