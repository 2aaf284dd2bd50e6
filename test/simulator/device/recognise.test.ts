import { describe, expect, test } from '@jest/globals';
import type { Intent } from 'ask-sdk-model';
import model from '../../../interaction-models/en-US.json' with { type: 'json' };
import { type Hearing, recognise } from '../../../simulator/device/recognise.ts';

const skillId = 'amzn1.ask.skill.test';
const asleep: Hearing = { model, skillId };
const awake: Hearing = { model, skillId, session: {} };

const unfilled: Intent = {
  name: 'SendMessageIntent',
  confirmationStatus: 'NONE',
  slots: Object.fromEntries(
    ['recipient', 'nameAgain', 'message'].map(name => [name, { name, confirmationStatus: 'NONE' as const }]),
  ),
};
const zoe = { id: 'contact-zoe', name: { value: 'Zoëtta', synonyms: ['zo'] } };
const asked = (slot: string, taught = [zoe]): Hearing => ({
  model,
  skillId,
  session: { elicited: { slot, intent: unfilled }, taught: { Contact: taught } },
});

/** What was recognised, in short: the intent's name and the slots that have a value. */
function heard(typed: string, hearing: Hearing): string | [string, Record<string, string | undefined>] {
  const recognised = recognise(typed, hearing);
  if (recognised.kind !== 'intent') return recognised.kind;
  const { name, slots = {} } = recognised.intent;
  const filled = Object.values(slots).filter(({ value }) => value !== undefined);
  return [name, Object.fromEntries(filled.map(slot => [slot.name, slot.value]))];
}

describe('while the light is out', () => {
  test.each([
    'alexa, open second yes',
    'Alexa open Second Yes.',
    'open second yes',
    'launch second yes',
    'talk to second yes',
    'ask second yes',
  ])('“%s” opens the skill', typed => {
    expect(heard(typed, asleep)).toBe('launch');
  });

  test.each<[string, string, Record<string, string>]>([
    ['alexa, tell second yes to send a message to Anna', 'SendMessageIntent', { recipient: 'Anna' }],
    ['tell second yes to send a message to maria lopez', 'SendMessageIntent', { recipient: 'maria lopez' }],
    ['Ask Second Yes: what’s waiting?', 'WaitingIntent', {}],
    ['ask second yes to discard it', 'DiscardIntent', {}],
    ['open second yes and pair my phone', 'PairPhoneIntent', {}],
    ['tell second yes for help', 'AMAZON.HelpIntent', {}],
    ['tell second yes the weather is nice', 'AMAZON.FallbackIntent', {}],
  ])('“%s” is a request in one sentence', (typed, intent, slots) => {
    expect(heard(typed, asleep)).toEqual([intent, slots]);
    expect(recognise(typed, asleep)).toMatchObject({ opens: true });
  });

  test.each([
    'send a message to Anna',
    'alexa, send a message to Anna',
    'stop',
    'second yes',
    'open second gear yes',
    'alexa',
    '…',
  ])('“%s” is not for the skill', typed => {
    expect(heard(typed, asleep)).toBe('not-for-me');
  });
});

describe('in an open session', () => {
  test.each<[string, string, Record<string, string>]>([
    ['send a message', 'SendMessageIntent', {}],
    ['Send a message to Grandma Ruth!', 'SendMessageIntent', { recipient: 'Grandma Ruth' }],
    ['send Anna a message', 'SendMessageIntent', { recipient: 'Anna' }],
    ['add bring the blue bowl.', 'AddIntent', { addition: 'bring the blue bowl.' }],
    ["don't send it", 'DiscardIntent', {}],
    ['dont send it', 'DiscardIntent', {}],
    ['what’s waiting', 'WaitingIntent', {}],
    ['alexa, stop', 'AMAZON.StopIntent', {}],
    ['never mind', 'AMAZON.CancelIntent', {}],
    ['the floor is made of oak', 'AMAZON.FallbackIntent', {}],
    [
      'send a message to one two three four five',
      'TellIntent',
      { said: 'a message to one two three four five' },
    ],
    ["Could you please tell Anna that I'm late?", 'TellIntent', { said: "Anna that I'm late?" }],
    ['let david know dinner is ready', 'TellIntent', { said: 'david know dinner is ready' }],
  ])('“%s” in an open session is heard as %s', (typed, intent, slots) => {
    expect(heard(typed, awake)).toEqual([intent, slots]);
  });

  test('the wake word with the skill’s name starts again, without what the old session was asked', () => {
    expect(heard('alexa, open second yes', asked('message'))).toBe('launch');
    expect(recognise('alexa, tell second yes to send a message to zoetta', asked('recipient'))).toMatchObject(
      {
        opens: true,
        intent: {
          slots: {
            recipient: {
              resolutions: { resolutionsPerAuthority: [{ status: { code: 'ER_SUCCESS_NO_MATCH' } }] },
            },
          },
        },
      },
    );
  });
});

describe('the many ways to say a thing', () => {
  const anna = { recipient: 'anna' };
  test.each<[string, string, Record<string, string>]>([
    ['text anna', 'SendMessageIntent', anna],
    ['write to anna', 'SendMessageIntent', anna],
    ['email anna', 'SendMessageIntent', anna],
    ['message my mom', 'SendMessageIntent', { recipient: 'my mom' }],
    ['let anna know', 'SendMessageIntent', anna],
    ['leave somebody a message', 'SendMessageIntent', {}],
    ['leave anna a message', 'SendMessageIntent', anna],
    ['send a text', 'SendMessageIntent', {}],
    ['send a text to anna', 'SendMessageIntent', anna],
    ['send anna a note', 'SendMessageIntent', anna],
    ['send a voice mail to anna', 'SendMessageIntent', anna],
    ['leave a voicemail for anna', 'SendMessageIntent', anna],
    ['record a message', 'SendMessageIntent', {}],
    ['record a message for anna', 'SendMessageIntent', anna],
    ['tell anna', 'SendMessageIntent', anna],
    ["tell anna i'm late", 'TellIntent', { said: "anna i'm late" }],
    ["text mom i'm home", 'TellIntent', { said: "mom i'm home" }],
    ['let david know dinner is ready', 'TellIntent', { said: 'david know dinner is ready' }],
    ["send a message to anna saying i'm late", 'TellIntent', { said: "a message to anna saying i'm late" }],
    [
      'send a message to sam and ask if he is in',
      'TellIntent',
      { said: 'a message to sam and ask if he is in' },
    ],
    ['remind ben to bring the keys', 'TellIntent', { said: 'ben to bring the keys' }],
    ["tell anna and david we're off", 'TellIntent', { said: "anna and david we're off" }],
    ['message the word hello to kim', 'TellIntent', { said: 'the word hello to kim' }],
    ['message to grandma: happy birthday', 'TellIntent', { said: 'grandma: happy birthday' }],
    ['delete it', 'DiscardIntent', {}],
    ['cancel the message', 'DiscardIntent', {}],
    ['get rid of it', 'DiscardIntent', {}],
    ['trash it', 'DiscardIntent', {}],
    ['do I have messages', 'WaitingIntent', {}],
    ['do I have any messages', 'WaitingIntent', {}],
    ['is anything waiting', 'WaitingIntent', {}],
    ['are there any messages', 'WaitingIntent', {}],
    ['set up my phone', 'PairPhoneIntent', {}],
    ['add my phone', 'PairPhoneIntent', {}],
    ['why it stopped', 'WhyIntent', {}],
    ['why did it stop', 'WhyIntent', {}],
    ['did anna get my message', 'DeliveryStatusIntent', anna],
    ['was my message delivered', 'DeliveryStatusIntent', {}],
    ['add a contact', 'AddContactIntent', {}],
    ['how do I add a contact', 'AddContactIntent', {}],
    ['say that again', 'AMAZON.RepeatIntent', {}],
  ])('“%s” is heard as meant in one sentence and in a session', (typed, intent, slots) => {
    expect(heard(`alexa, ask second yes to ${typed}`, asleep)).toEqual([intent, slots]);
    expect(heard(typed, awake)).toEqual([intent, slots]);
  });

  test.each<[string, string, Record<string, string>]>([
    ["alexa, ask second yes to tell anna i'll be late", 'TellIntent', { said: "anna i'll be late" }],
    ["alexa, tell second yes to text mom i'm home", 'TellIntent', { said: "mom i'm home" }],
    [
      'ask second yes to let david know dinner is ready',
      'TellIntent',
      { said: 'david know dinner is ready' },
    ],
    ['um, alexa, please ask second yes to text mom', 'SendMessageIntent', { recipient: 'mom' }],
    ['alexa, send a message to anna with second yes', 'SendMessageIntent', anna],
  ])('“%s” calls the skill', (typed, intent, slots) => {
    expect(heard(typed, asleep)).toEqual([intent, slots]);
  });
});

describe('the nearest sample', () => {
  test.each<[string, string, Record<string, string>]>([
    ['um, send a message to uh Anna', 'SendMessageIntent', { recipient: 'Anna' }],
    ['could you text Anna please', 'SendMessageIntent', { recipient: 'Anna' }],
    ['okay so stop', 'AMAZON.StopIntent', {}],
    ['discard the message, thank you', 'DiscardIntent', {}],
    ['send mesage to Anna', 'SendMessageIntent', { recipient: 'Anna' }],
    ['discard the mesage', 'DiscardIntent', {}],
    ['throw message away', 'DiscardIntent', {}],
  ])('“%s” is heard as %s, though it has fillers, polite words or slips', (typed, intent, slots) => {
    expect(heard(typed, awake)).toEqual([intent, slots]);
  });

  test.each(['sell Anna a car', 'um, okay', 'please', 'discrad it', 'the message'])(
    '“%s” is too far from every sample',
    typed => {
      expect(heard(typed, awake)).toEqual(['AMAZON.FallbackIntent', {}]);
    },
  );

  test('what may be the message stays in free speech', () => {
    expect(heard('tell anna um okay thanks', awake)).toEqual(['TellIntent', { said: 'anna um okay thanks' }]);
    expect(heard('text anna okay', awake)).toEqual(['TellIntent', { said: 'anna okay' }]);
  });

  test('a name of several words is a name if the skill taught it', () => {
    const taught = { id: 'contact-jo', name: { value: 'Jo of the Hill' } };
    const knowing: Hearing = { model, skillId, session: { taught: { Contact: [taught] } } };
    expect(heard('text jo of the hill', knowing)).toEqual([
      'SendMessageIntent',
      { recipient: 'jo of the hill' },
    ]);
    expect(heard('text jo of the hill', awake)).toEqual(['TellIntent', { said: 'jo of the hill' }]);
  });
});

describe('while a name is asked for', () => {
  test.each<[string, string, Record<string, string>]>([
    ['Anna', 'SendMessageIntent', { recipient: 'Anna' }],
    ['to Anna.', 'SendMessageIntent', { recipient: 'Anna' }],
    ["it's for Anna", 'SendMessageIntent', { recipient: 'Anna' }],
    ['great aunt maria lopez', 'SendMessageIntent', { recipient: 'great aunt maria lopez' }],
    ['right and then we', 'SendMessageIntent', { recipient: 'right and then we' }],
    ['right and then we paint', 'AMAZON.FallbackIntent', {}],
    ['stop', 'AMAZON.StopIntent', {}],
    ['cancel', 'AMAZON.CancelIntent', {}],
    ['help', 'AMAZON.HelpIntent', {}],
    ['discard it', 'DiscardIntent', {}],
    ['send a message to anna', 'SendMessageIntent', { recipient: 'anna' }],
    ['add milk', 'AddIntent', { addition: 'milk' }],
  ])('“%s” is heard as %s while a name is asked for', (typed, intent, slots) => {
    expect(heard(typed, asked('recipient'))).toEqual([intent, slots]);
  });

  test('a name that is asked for again goes to the slot that is asked for', () => {
    expect(heard('I said Anna', asked('nameAgain'))).toEqual(['SendMessageIntent', { nameAgain: 'Anna' }]);
  });
});

describe('while the message is asked for', () => {
  test.each<[string, string, Record<string, string>]>([
    ['Dinner is at seven!', 'SendMessageIntent', { message: 'Dinner is at seven!' }],
    ['say cheese everyone please', 'SendMessageIntent', { message: 'say cheese everyone please' }],
    ['send a message', 'SendMessageIntent', { message: 'send a message' }],
    ['add milk to the list', 'SendMessageIntent', { message: 'add milk to the list' }],
    ['stop the car at the gate', 'SendMessageIntent', { message: 'stop the car at the gate' }],
    ['throw it away', 'DiscardIntent', {}],
    ['Help!', 'AMAZON.HelpIntent', {}],
    ['stop', 'AMAZON.StopIntent', {}],
    ['cancel.', 'AMAZON.CancelIntent', {}],
  ])('“%s” is heard as %s while the message is asked for', (typed, intent, slots) => {
    expect(heard(typed, asked('message'))).toEqual([intent, slots]);
  });

  test('free speech is not resolved against entities', () => {
    const recognised = recognise('anna', asked('message'));
    expect(recognised).toMatchObject({ intent: { slots: { message: { value: 'anna' } } } });
    expect(JSON.stringify(recognised)).not.toContain('resolutions');
  });
});

describe('entity resolution', () => {
  const resolved = (typed: string, hearing: Hearing) => {
    const recognised = recognise(typed, hearing);
    if (recognised.kind !== 'intent') throw new Error(`“${typed}” was ${recognised.kind}`);
    return recognised.intent.slots?.['recipient']?.resolutions?.resolutionsPerAuthority;
  };
  const own = `amzn1.er-authority.echo-sdk.${skillId}.Contact`;
  const dynamic = `amzn1.er-authority.echo-sdk.dynamic.${skillId}.Contact`;
  const none = (authority: string) => ({ authority, status: { code: 'ER_SUCCESS_NO_MATCH' } });
  const match = (authority: string, name: string, id: string) => ({
    authority,
    status: { code: 'ER_SUCCESS_MATCH' },
    values: [{ value: { name, id } }],
  });

  test('a name that the skill taught matches the dynamic authority, by value or synonym', () => {
    expect(resolved('zoetta', asked('recipient'))).toEqual([
      none(own),
      match(dynamic, 'Zoëtta', 'contact-zoe'),
    ]);
    expect(resolved('Zo', asked('recipient'))).toEqual([none(own), match(dynamic, 'Zoëtta', 'contact-zoe')]);
  });

  test('a name of the model matches the static authority', () => {
    expect(resolved('granny', asked('recipient'))).toEqual([
      match(own, 'grandma', 'family-grandmother'),
      none(dynamic),
    ]);
  });

  test('a request in one sentence matches no name that was taught', () => {
    expect(resolved('tell second yes to send a message to zoetta', asleep)).toEqual([none(own)]);
  });
});
