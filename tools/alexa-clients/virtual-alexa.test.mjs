import { expect } from 'chai';
import virtual from 'virtual-alexa';
import skillRequest from 'virtual-alexa/lib/src/core/SkillRequest.js';
import { DEVICE_ID, SKILL_ID, USER_ID } from '../../test/support/builders/alexa-envelopes.ts';
import { eachConversation, expectAnswer, valuesOf } from './each-conversation.mjs';

/** It knows the interaction model, and keeps session, dialog and slots as Alexa does. */
function anAlexa(skill, interfaces) {
  const alexa = virtual.VirtualAlexa.Builder()
    .handler(skill)
    .interactionModelFile('../../interaction-models/en-US.json')
    .applicationID(SKILL_ID)
    .create();
  alexa.context().user().setID(USER_ID);
  alexa.context().device().setID(DEVICE_ID);
  // It knows no APL.
  return alexa.filter(({ context }) => Object.assign(context.System.device.supportedInterfaces, interfaces));
}

function send(alexa, said) {
  if (said.type === 'LaunchRequest') return alexa.launch();
  if (said.type === 'SessionEndedRequest')
    return alexa.endSession(skillRequest.SessionEndedReason[said.reason]);
  return alexa.intend(said.intent.name, valuesOf(said.intent));
}

eachConversation('virtual-alexa', (turns, skill, interfaces) =>
  it('holds a session', async () => {
    const alexa = anAlexa(skill, interfaces);
    for (const turn of turns) {
      const [said, , then] = turn;
      const answer = await send(alexa, said);
      expectAnswer(answer, turn, interfaces);
      expect(alexa.context().activeSession()).to.equal(then !== 'ends');
      const elicited = answer.directive('Dialog.ElicitSlot')?.slotToElicit;
      expect(elicited).to.equal(['asks', 'ends'].includes(then) ? undefined : then);
    }
  }),
);
