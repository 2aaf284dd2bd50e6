import {
  AlexaTest,
  IntentRequestBuilder,
  LaunchRequestBuilder,
  SessionEndedRequestBuilder,
} from 'ask-sdk-test';
import { DEVICE_ID, SKILL_ID, USER_ID } from '../../test/support/builders/alexa-envelopes.ts';
import { checksOf, eachConversation, expectAnswer, valuesOf } from './each-conversation.mjs';

const settings = { appId: SKILL_ID, userId: USER_ID, deviceId: DEVICE_ID, locale: 'en-US' };

function requestOf(said) {
  if (said.type === 'LaunchRequest') return new LaunchRequestBuilder(settings).build();
  if (said.type === 'SessionEndedRequest')
    return new SessionEndedRequestBuilder(settings, said.reason).build();
  const builder = new IntentRequestBuilder(settings, said.intent.name);
  for (const [name, value] of Object.entries(valuesOf(said.intent))) builder.withSlot(name, value);
  return builder.build();
}

eachConversation('ask-sdk-test', (turns, skill, interfaces) => {
  const sequence = turns.map(turn => {
    const request = requestOf(turn[0]);
    // It knows APL 1.3 only, which is older than the skill's screens.
    Object.assign(request.context.System.device.supportedInterfaces, interfaces);
    const checks = checksOf(turn);
    return {
      request,
      ...checks,
      // The empty answer to the end of a session does not say it.
      ...(checks.saysNothing && { shouldEndSession: undefined }),
      ...(Object.keys(interfaces).length > 0 &&
        !checks.saysNothing && { renderDocument: { document: ({ type }) => type === 'APL' } }),
      callback: answer => expectAnswer(answer, turn, interfaces),
    };
  });
  new AlexaTest(event => skill(event), settings).test(sequence, 'holds a session');
});
