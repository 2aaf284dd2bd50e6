import { describe, expect, test } from '@jest/globals';
import { pureEcho } from '../../bench/evaluate/pure-echo.ts';
import { requiredFriction } from '../../core/confidence/required-friction.ts';
import { defaultSettings } from '../../core/household/settings.ts';
import { isPaused } from '../../core/household/pauses.ts';
import { aRoomId } from '../support/builders/builders.ts';
import { aContactNamed, aHouseholdWith } from '../support/builders/conversing.ts';

/** Says each of these to the device simulator, in a household with these contacts, and gives what came of it. */
async function said(names: string[], ...utterances: string[]) {
  const contacts = names.map(name => aContactNamed(name));
  const { echo, steps } = pureEcho(aHouseholdWith({ contacts }));
  const spoken: string[] = [];
  const reprompts: string[] = [];
  for (const utterance of utterances) {
    const { say = '', reprompt = '' } = (await echo.say(utterance)).spoken;
    spoken.push(say);
    reprompts.push(reprompt);
  }
  const holds = steps.flatMap(({ effect }) => (effect?.do === 'hold' ? [effect] : []));
  const [hold] = holds;
  return {
    spoken,
    last: spoken.at(-1),
    reprompts,
    held: holds.flatMap(({ messages, content }) =>
      messages.map(({ contact }) => [
        contacts.find(({ id }) => id === contact)?.name,
        'transcript' in content ? content.transcript : undefined,
      ]),
    ),
    friction: hold && requiredFriction(hold.messages[0].story, defaultSettings),
    conversation: steps.at(-1)?.conversation,
    stops: steps.flatMap(({ effect }) => (effect?.do === 'keep-story' ? [effect.stopped] : [])),
    isOpen: echo.now().asks !== undefined,
  };
}

const ask = (request: string) => `alexa, ask second yes to ${request}`;

describe('said to the device simulator', () => {
  test.each([
    ["tell anna that i'll be late", ['Anna'], [['Anna', "i'll be late"]]],
    ["text mom i'm home", ['Mom'], [['Mom', "i'm home"]]],
    ["text mom i'm home", ['Mum'], [['Mum', "i'm home"]]],
    ["tell my mother i'm home", ['Mum'], [['Mum', "i'm home"]]],
    ['let david know dinner is ready', ['David'], [['David', 'dinner is ready']]],
    ['send grandma a message saying happy birthday', ['Grandma'], [['Grandma', 'happy birthday']]],
    ['send a message to sam and ask if he wants pizza', ['Sam'], [['Sam', 'if he wants pizza']]],
    ['remind ben to bring the keys', ['Ben'], [['Ben', 'bring the keys']]],
    ['message the word hello to kim', ['Kim'], [['Kim', 'hello']]],
    ["send a message to anna saying i'm late", ['Anna'], [['Anna', "i'm late"]]],
    ['tell soren that lunch is ready', ['Søren'], [['Søren', 'lunch is ready']]],
    ['tell t. j. that lunch is ready', ['TJ'], [['TJ', 'lunch is ready']]],
    ['tell my linh that lunch is ready', ['Linh', 'My Linh'], [['My Linh', 'lunch is ready']]],
    ['tell linh that lunch is ready', ['Linh', 'My Linh'], [['Linh', 'lunch is ready']]],
    ['tell dave that lunch is ready', ['David'], [['David', 'lunch is ready']]],
    [
      "tell anna and david we're leaving",
      ['Anna', 'David'],
      [
        ['Anna', "we're leaving"],
        ['David', "we're leaving"],
      ],
    ],
  ])('the request "%s", with the contacts %j, is held at once as %j', async (request, names, held) => {
    expect((await said(names, ask(request))).held).toEqual(held);
  });

  test('a message that begins with "say" is held whole', async () => {
    const { held } = await said(['Anna'], ask('send a message to anna'), 'say cheese everyone please');
    expect(held).toEqual([['Anna', 'say cheese everyone please']]);
  });

  test('the name "the" is nobody, even with a contact The Millers', async () => {
    const { held, conversation } = await said(['The Millers'], ask('send a message'), 'the', 'the', 'the');
    expect([held, conversation?.recipient]).toEqual([[], undefined]);
  });

  test('two contacts with the first name Anna: one question, then the phone must choose', async () => {
    const annas = ['Anna Berg', 'Anna Stein'];
    const { spoken, held, friction } = await said(annas, ask('tell anna that lunch is ready'), 'anna');
    expect(spoken[0]).toContain('more than one of your contacts');
    expect([held.length, friction]).toEqual([1, 'choose']);
  });

  test('"no, david" while the message is asked for starts over with David', async () => {
    const names = ['Anna', 'David'];
    const { held } = await said(names, ask('send a message to anna'), 'no, david', 'lunch is ready');
    expect(held).toEqual([['David', 'lunch is ready']]);
  });

  test.each(['no, david', 'I meant david', 'no I said david'])(
    '"%s" in answer to "what was the name, once more?" starts over with David',
    async correction => {
      const { spoken, held } = await said(
        ['Erica', 'David'],
        ask('send a message to eric'),
        correction,
        'lunch is ready',
      );
      expect(spoken[0]).toContain('once more');
      expect(held).toEqual([['David', 'lunch is ready']]);
    },
  );

  test('forty turns of talk after a hold close the session, and nothing is added', async () => {
    const talk = Array.from({ length: 40 }, (_, i) => `and then we went over to number ${i} you know`);
    const { held, isOpen, stops } = await said(['Anna'], ask('tell anna that lunch is ready'), ...talk);
    expect([held.length, isOpen, stops]).toEqual([1, false, []]);
  });

  test('three requests for a Mom who is no contact pause nothing and say how to add her', async () => {
    const request = ask('send a message to mom');
    const { spoken, stops, isOpen } = await said(['Anna'], request, 'mom', 'mom');
    expect(spoken[0]).toBe('I have no contact called mom. Who is it for?');
    expect(spoken[2]).toContain('You can add one in the app on your phone');
    expect(isOpen).toBe(false);
    const endings = stops.map(({ at, why }) => ({
      at,
      room: aRoomId(),
      was: why === 'unlikely' ? ('accident' as const) : ('open' as const),
    }));
    expect(isPaused({ id: aRoomId(), name: 'Kitchen' }, endings)).toBe(false);
    expect(stops.map(({ why }) => why)).toEqual(['not-understood']);
  });

  test('each request for a Mom who is no contact says how to add her, and stops nothing', async () => {
    const request = ask('send a message to mom');
    const { last, stops, reprompts } = await said(
      ['Anna'],
      request,
      request,
      request,
      ask('tell anna hello there'),
    );
    expect(stops).toEqual([]);
    for (const reprompt of reprompts.slice(0, 3))
      expect(reprompt).toContain('You can add contacts in the app');
    expect(last).toContain("I'm holding it");
  });
});
