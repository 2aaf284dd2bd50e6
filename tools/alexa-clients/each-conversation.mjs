import { expect } from 'chai';
import { anEcho, spokenText } from '../../test/support/builders/an-echo.ts';
import { CONTACTS, CONVERSATIONS } from '../../test/support/whole-conversations.ts';

const SCREEN = 'Alexa.Presentation.APL';
const DEVICES = {
  'a speaker': {},
  'a screen': { [SCREEN]: { runtime: { maxVersion: '2024.3' } } },
};

/** The turns of each session: no client goes on after the session has ended. */
function sessionsOf(turns) {
  const sessions = [[]];
  for (const turn of turns) {
    sessions.at(-1).push(turn);
    if (turn[2] === 'ends') sessions.push([]);
  }
  return sessions.filter(({ length }) => length > 0);
}

/**
 * Runs each conversation on a speaker and on a screen, in a household of its own. `testSession` adds a test that drives
 * one session: it gets the session's turns, the skill's handler, and what the device supports besides the voice.
 */
export function eachConversation(client, testSession) {
  for (const [device, interfaces] of Object.entries(DEVICES))
    for (const [title, turns, states] of CONVERSATIONS)
      describe(`${client} on ${device}: a conversation ${title}`, () => {
        let echo;
        // The clients' requests carry the machine's time.
        before(async () => (echo = await anEcho({ contacts: CONTACTS, ports: { clock: Date.now } })));
        for (const session of sessionsOf(turns)) testSession(session, event => echo.skill(event), interfaces);
        it('leaves its messages and nothing else', () => {
          const messages = echo.documents.everything().filter(({ kind }) => kind === 'message');
          expect(messages.map(({ state }) => state)).to.deep.equal(states);
        });
      });
}

/** What every client is to find in an answer, in its own way or by this. */
export function expectAnswer({ response }, [said, says], interfaces) {
  expect(spokenText(response.outputSpeech)).to.match(says);
  const shown = (response.directives ?? []).some(({ type }) => type === `${SCREEN}.RenderDocument`);
  expect(shown).to.equal(SCREEN in interfaces && said.type !== 'SessionEndedRequest');
}

/** A turn as the sequences of both frameworks of tests name its checks. */
export const checksOf = ([said, , then]) => ({
  saysNothing: said.type === 'SessionEndedRequest',
  repromptsNothing: then === 'ends',
  ...(then === 'ends' ? {} : { repromptsLike: '?' }),
  shouldEndSession: then === 'ends',
  ...(['asks', 'ends'].includes(then) ? {} : { elicitsSlot: then, elicitsForIntent: 'SendMessageIntent' }),
});

/** The slots of an intent by name, as the clients take them: a value each. */
export const valuesOf = ({ slots = {} }) =>
  Object.fromEntries(Object.entries(slots).map(([name, { value }]) => [name, value]));
