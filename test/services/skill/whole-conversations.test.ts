import { describe, expect, test } from '@jest/globals';
import type { Slot } from 'ask-sdk-model';
import interactionModel from '../../../interaction-models/en-US.json' with { type: 'json' };
import type { Around, Said } from '../../support/builders/alexa-envelopes.ts';
import { type Answered, anEcho, messagesOf } from '../../support/builders/an-echo.ts';
import { brokenRules } from '../../support/session-rules.ts';
import { CONTACTS, CONVERSATIONS } from '../../support/whole-conversations.ts';

/*
 * Whole conversations, held to what three public test clients check and send: what virtual-alexa 0.7.8 does in a dialog,
 * and the checks of alexa-skill-test-framework 1.2.4 and ask-sdk-test 2.7.42. They are ported, because each client would
 * install the AWS SDK of version 2 (116 to 147 MB). `npm run test:clients` runs the clients themselves.
 */

const { languageModel, dialog } = interactionModel.interactionModel;

/** What a client of other people would complain about in an answer, a sentence each. */
function complaints({ envelope, directives, said }: Answered): string[] {
  const { version, response, sessionAttributes = {} } = envelope;
  const speaks = response.outputSpeech !== undefined;
  return [
    // ask-sdk-test: whether the session goes on is always said, a question leaves it open, and an elicited slot has an
    // intent.
    ...(version === '1.0' ? [] : [`The version is ${version}.`]),
    ...(speaks && response.shouldEndSession === undefined
      ? ['It leaves open whether the session ends.']
      : []),
    ...(response.shouldEndSession !== false && said.includes('?') ? ['It asks and ends the session.'] : []),
    ...directives
      .filter(({ type }) => /^(AudioPlayer|VideoApp)\./.test(type))
      .map(({ type }) => `It plays something: ${type}.`),
    ...directives.flatMap(one =>
      one.type === 'Dialog.ElicitSlot' && one.updatedIntent?.name !== 'SendMessageIntent'
        ? ['It elicits a slot of another intent.']
        : [],
    ),
    // alexa-skill-test-framework: what it compares is text, and a session that is open has a reprompt.
    ...(response.shouldEndSession === false && !response.reprompt ? ['It waits without a reprompt.'] : []),
    ...(response.card && response.card.type !== 'Simple' ? ['Its card is not a simple card.'] : []),
    ...(JSON.stringify(sessionAttributes) === JSON.stringify(JSON.parse(JSON.stringify(sessionAttributes)))
      ? []
      : ['Its session attributes are not what JSON gives back.']),
    ...brokenRules(envelope),
    // virtual-alexa: a dialog goes on only in an intent that has one in the interaction model, with slots that it has.
    ...directives.flatMap(one => {
      if (one.type !== 'Dialog.ElicitSlot' || !one.updatedIntent) return [];
      const { name, slots = {} } = one.updatedIntent;
      const inDialog = dialog.intents.find(intent => intent.name === name);
      const inModel = languageModel.intents.find(intent => intent.name === name);
      return [
        ...(inDialog ? [] : [`There is no dialog for ${name}.`]),
        ...[one.slotToElicit, ...Object.keys(slots)]
          .filter(slot => !inModel?.slots?.some(known => known.name === slot))
          .map(slot => `${name} has no slot ${slot}.`),
      ];
    }),
  ];
}

/** As virtual-alexa sends a dialog: slots that were said before come again until the session ends. */
function withEarlierSlots(said: Said, earlier: Record<string, Slot>): Said {
  if (said.type !== 'IntentRequest' || said.intent.name !== 'SendMessageIntent') return said;
  const slots = { ...earlier, ...said.intent.slots };
  Object.assign(earlier, said.intent.slots);
  return { ...said, dialogState: 'IN_PROGRESS', intent: { ...said.intent, slots } };
}

const CLIENTS: [string, Around][] = [
  ['a speaker', {}],
  ['a screen', { screen: '1.4' }],
];

describe.each(CLIENTS)('on %s', (device, around) => {
  test.each(CONVERSATIONS)(
    `the conversation “%s” on ${device} is answered as written`,
    async (_, turns, states) => {
      const echo = await anEcho({ contacts: CONTACTS });
      for (const [said, says, then] of turns) {
        const answer = await echo.says(said, around);
        expect(answer.said).toMatch(says);
        expect(complaints(answer)).toEqual([]);
        const asks = answer.elicits ?? (answer.ends === false ? 'asks' : 'ends');
        expect([answer.said, asks]).toEqual([answer.said, then]);
        const shows = answer.directives.some(({ type }) => type === 'Alexa.Presentation.APL.RenderDocument');
        expect(shows).toBe(around.screen !== undefined && said.type !== 'SessionEndedRequest');
      }
      const messages = messagesOf(echo);
      expect(messages.map(({ state }) => state)).toEqual(states);
    },
  );
});

test('a dialog in which slots that were said before come again is held all the same', async () => {
  const echo = await anEcho();
  const earlier: Record<string, Slot> = {};
  for (const [said, says] of CONVERSATIONS[0]?.[1] ?? [])
    expect((await echo.says(withEarlierSlots(said, earlier))).said).toMatch(says);
  expect(messagesOf(echo)).toHaveLength(1);
});
