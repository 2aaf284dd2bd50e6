import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Directive } from 'ask-sdk-model';
import { replies } from '../../../core/text/en/replies.ts';
import { SkillRefusal } from '../../../services/skill/skill.ts';
import { roomIdOf } from '../../../core/household/ids.ts';
import type { Contact } from '../../../core/household/contact.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import { anEcho, type Echo, storedTranscript } from '../../support/builders/an-echo.ts';
import {
  anEnvelope,
  DEVICE_ID,
  dictates,
  intends,
  namesAgain,
  type Said,
  sendsTo,
} from '../../support/builders/alexa-envelopes.ts';
import { aContact, aHouseholdId, noon } from '../../support/builders/builders.ts';
import { after, minutes } from '../../../core/household/instant.ts';

const launch: Said = { type: 'LaunchRequest' };
const dinner = 'Dinner is at seven.';
const kinds = ({ documents }: Echo) => documents.everything().map(({ kind }) => kind);

/** The talk of a room. */
const TALK =
  'and then we went over there because you know they had it and i mean it was the only one that they';

describe("in Alexa's terms", () => {
  test('only the first answer of a session teaches Alexa the names', async () => {
    const echo = await anEcho({ contacts: [aContact({ name: 'Anna', nicknames: ['sis'] })] });
    const taught = ({ directives }: { directives: Directive[] }) =>
      directives.filter(({ type }) => type === 'Dialog.UpdateDynamicEntities');
    const first = await echo.says(launch);
    expect(taught(first)).toEqual([
      {
        type: 'Dialog.UpdateDynamicEntities',
        updateBehavior: 'REPLACE',
        types: [{ name: 'Contact', values: [{ id: 'anna', name: { value: 'Anna', synonyms: ['sis'] } }] }],
      },
    ]);
    expect(taught(await echo.says(intends('SendMessageIntent')))).toEqual([]);
  });

  test('Alexa is made to forget the names when a session ends that may have taught them', async () => {
    const forgets = { type: 'Dialog.UpdateDynamicEntities', updateBehavior: 'CLEAR' };
    const echo = await anEcho();
    expect((await echo.says(launch)).directives).not.toContainEqual(forgets);
    expect((await echo.says(sendsTo('anna'))).directives).not.toContainEqual(forgets);
    const { ends, directives } = await echo.says(intends('AMAZON.StopIntent'));
    expect([ends, directives]).toEqual([true, [forgets]]);
  });

  test('no names are taught if there are no contacts or if the session ends', async () => {
    expect((await (await anEcho({ contacts: [] })).says(launch)).directives).toEqual([]);
    expect((await (await anEcho()).says(intends('WaitingIntent'))).directives).toEqual([]);
  });

  test.each<[string, Said[], string]>([
    ['the recipient', [launch, intends('SendMessageIntent')], 'recipient'],
    ['the name again', [launch, sendsTo('ana')], 'nameAgain'],
    ['the message', [sendsTo('anna')], 'message'],
    [
      'the recipient, after help',
      [launch, intends('SendMessageIntent'), intends('AMAZON.HelpIntent')],
      'recipient',
    ],
  ])('a question for %s elicits its slot, with an intent that holds no old values', async (_, said, slot) => {
    const echo = await anEcho();
    for (const one of said.slice(0, -1)) await echo.says(one);
    const { directives } = await echo.says(said.at(-1) as Said);
    expect(directives).toContainEqual({
      type: 'Dialog.ElicitSlot',
      slotToElicit: slot,
      updatedIntent: {
        name: 'SendMessageIntent',
        confirmationStatus: 'NONE',
        slots: Object.fromEntries(
          ['recipient', 'nameAgain', 'message'].map(name => [name, { name, confirmationStatus: 'NONE' }]),
        ),
      },
    });
  });

  test('speech is escaped for SSML', async () => {
    const { envelope } = await (await anEcho()).says(intends('AMAZON.FallbackIntent'));
    const speech = envelope.response.outputSpeech;
    expect(speech).toEqual({
      type: 'SSML',
      playBehavior: undefined,
      ssml: `<speak>${replies['not-understood'].replaceAll("'", '&apos;')}</speak>`,
    });
  });

  test.each<[string, Said]>([
    ['"pair my phone"', intends('PairPhoneIntent')],
    ['opening the skill without a phone', launch],
    ['a message without a phone', sendsTo('anna')],
  ])('%s puts a pairing code on a card, and the code is never spoken', async (_, asked) => {
    const echo = await anEcho({ paired: false });
    const { envelope, said } = await echo.says(asked);
    expect(said).toContain(replies['pairing-code-on-card']);
    expect(JSON.stringify(envelope.response.outputSpeech)).not.toContain('ABCD');
    expect(envelope.response.card).toEqual({
      type: 'Simple',
      title: 'Pair your phone',
      content: expect.stringContaining(
        'https://home.example/phone/ on your phone and type the code ABCD-EFGH',
      ),
    });
    expect(JSON.stringify(envelope.sessionAttributes)).not.toContain('ABCD');
  });

  test.each([
    ['AMAZON.StopIntent', replies.goodbye],
    ['AMAZON.CancelIntent', replies.goodbye],
    ['AMAZON.NavigateHomeIntent', replies.goodbye],
    ['AMAZON.FallbackIntent', replies['not-understood']],
    ['AnIntentOfTheFuture', replies['not-understood']],
    ['WaitingIntent', 'Nothing is waiting.'],
    ['DiscardIntent', replies['nothing-to-discard']],
  ])('the intent %s is answered with "%s"', async (name, said) => {
    expect((await (await anEcho()).says(intends(name))).said).toBe(said);
  });

  test('silence after a question keeps the story and gets no speech', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    const { envelope } = await echo.says({ type: 'SessionEndedRequest', reason: 'EXCEEDED_MAX_REPROMPTS' });
    expect(envelope.response).toEqual({});
    expect(echo.documents.everything()).toContainEqual(
      expect.objectContaining({
        kind: 'stopped',
        why: 'silence',
        room: { id: roomIdOf(DEVICE_ID), name: 'Echo 1' },
      }),
    );
  });

  test('a stopped conversation keeps its story and nothing that was said', async () => {
    const echo = await anEcho();
    await echo.says(launch);
    await echo.says(sendsTo('anna'));
    expect(await echo.says(dictates(TALK))).toMatchObject({ said: replies.stopped, ends: true });
    expect(kinds(echo)).toContain('stopped');
    expect(JSON.stringify(echo.documents.everything())).not.toContain('over there');
  });

  describe('after a conversation was stopped', () => {
    let echo: Echo;
    const isStopped = async () => {
      await echo.says(launch);
      await echo.says(sendsTo('anna'));
      expect((await echo.says(dictates(TALK))).said).toBe(replies.stopped);
    };
    beforeEach(async () => {
      echo = await anEcho();
      await isStopped();
    });

    test('a new conversation explains one that was stopped, at once or in a later turn', async () => {
      const explained = /^What weighed most: /;
      expect((await echo.says(intends('WhyIntent'))).said).toMatch(explained);
      await echo.says(launch);
      expect((await echo.says(intends('WhyIntent'))).said).toMatch(explained);
    });

    test('three stopped conversations pause their room, and a repeated request counts once', async () => {
      await echo.repeats();
      await isStopped();
      await echo.repeats();
      expect((await echo.says(sendsTo('anna'))).said).toBe(replies['ask-message']);
      await echo.says(intends('AMAZON.StopIntent'));
      await isStopped();
      expect(await echo.says(sendsTo('anna'))).toMatchObject({
        said: replies['room-paused'],
        ends: true,
      });
    });
  });

  test('a stopped request that comes again with another timestamp keeps one story', async () => {
    const echo = await anEcho();
    await echo.says(launch);
    await echo.says(sendsTo('anna'), { attributes: undefined });
    const { envelope } = await echo.says(dictates(TALK));
    expect(envelope.response.shouldEndSession).toBe(true);
    await echo.repeats(after(noon, minutes(1)));
    expect(kinds(echo).filter(kind => kind === 'stopped')).toHaveLength(1);
  });

  test('three conversations that were not understood pause nothing', async () => {
    const echo = await anEcho();
    for (let i = 0; i < 3; i += 1) {
      expect((await echo.says(sendsTo('mom'))).said).toBe(replies['unknown-name']('mom'));
      await echo.says(sendsTo('mom'));
      expect(await echo.says(sendsTo('mom'))).toMatchObject({
        said: replies['add-contact']('mom'),
        ends: true,
      });
    }
    expect((await echo.says(sendsTo('anna'))).said).toBe(replies['ask-message']);
  });

  test('the household is the one of the Alexa account', async () => {
    const echo = await anEcho({ ports: { householdOf: () => aHouseholdId('another') } });
    expect((await echo.says(sendsTo('anna'))).said).toContain(replies['no-phone-paired']);
  });
});

describe('an answer stays within what Alexa takes', () => {
  const hundred = (name: (i: number) => string): Contact[] =>
    Array.from({ length: 100 }, (_, i) =>
      aContact({ id: `${i}`.padStart(40, 'c') as ContactId, name: name(i), nicknames: [`nick ${i}`] }),
    );

  test.each([
    ['a hundred contacts', hundred(i => `Contact Number ${i}`)],
    [
      'a hundred contacts with the longest names in another script',
      hundred(i => `${i} ${'நன்றி'.repeat(12)}`.slice(0, 60)),
    ],
    ['a hundred contacts with the longest names', hundred(i => `${i} ${'n'.repeat(60)}`.slice(0, 60))],
    [
      'a hundred and twenty',
      [
        ...hundred(i => `One ${i}`),
        ...hundred(i => `Two ${i}`)
          .slice(0, 20)
          .map(one => ({ ...one, id: `x${one.id.slice(1)}` as ContactId })),
      ],
    ],
  ])('every answer stays within the limits of Alexa with %s', async (_, contacts) => {
    const echo = await anEcho({ contacts });
    const all = [
      await echo.says(launch),
      await echo.says(intends('AMAZON.HelpIntent')),
      await echo.says(intends('SendMessageIntent')),
      await echo.says(sendsTo(contacts[7]?.name ?? '')),
      await echo.says(namesAgain(contacts[7]?.name ?? '')),
      await echo.says(dictates(dinner)),
    ];
    expect(all.at(-1)?.said).toContain(replies.held);
    for (const { envelope, said } of all) {
      expect(Buffer.byteLength(JSON.stringify(envelope))).toBeLessThan(24 * 1024);
      expect(said.length).toBeLessThan(8_000);
    }
    const [taught] = all[0]?.directives ?? [];
    if (taught?.type !== 'Dialog.UpdateDynamicEntities') throw new Error('nothing was taught');
    const values = taught.types?.[0]?.values ?? [];
    const entities = values.reduce((sum, { name }) => sum + 1 + (name?.synonyms?.length ?? 0), 0);
    const bytes = Buffer.byteLength(JSON.stringify(all[0]?.envelope));
    // As many as Alexa takes, or as there is space for.
    expect(entities === 100 || bytes > 23_000).toBe(true);
  });
});

test('as many additions as a message takes keep every answer within the limits of Alexa', async () => {
  const echo = await anEcho();
  await echo.says(intends('TellIntent', { said: `anna that ${dinner}` }));
  for (let i = 0; i < 400; i += 1) {
    const { envelope, ends } = await echo.says(intends('AddIntent', { addition: 'really' }));
    expect(Buffer.byteLength(JSON.stringify(envelope))).toBeLessThan(24 * 1024);
    if (ends) break;
  }
  expect(await storedTranscript(echo)).toMatch(/really( really){30}/);
});

test.each([
  ['none at all', undefined],
  ['null in their place', null],
  ['empty ones, as Alexa sends them', {}],
  ['only another’s', { theirs: 'x' }],
  ['a conversation of another version', { conversation: { asked: 'whether', story: [] } }],
])('a session with %s begins a conversation', async (_what, attributes) => {
  const echo = await anEcho();
  const envelope = anEnvelope(launch);
  const session = { ...envelope.session, attributes };
  const { response } = await echo.skill({ ...envelope, session });
  expect(JSON.stringify(response.outputSpeech)).toContain(replies.welcome);
});

describe('what is no request of this skill', () => {
  const secret = 'tell nobody';
  const good = anEnvelope(dictates(secret), { attributes: { conversation: undefined } });
  const system = good.context.System;

  test.each<[string, unknown, string]>([
    ['nothing in it', undefined, ''],
    ['only a text', secret, ''],
    ['no session', { ...good, session: undefined }, 'session'],
    [
      'a session that is neither new nor old',
      { ...good, session: { ...good.session, new: secret } },
      'session.new',
    ],
    ['no context', { ...good, context: {} }, 'context.System'],
    [
      'no device',
      { ...good, context: { System: { ...system, device: {} } } },
      'context.System.device.deviceId',
    ],
    [
      'an empty user',
      { ...good, context: { System: { ...system, user: { userId: '' } } } },
      'context.System.user.userId',
    ],
    ['an unknown type', { ...good, request: { ...good.request, type: secret } }, 'request.type'],
    ['no date', { ...good, request: { ...good.request, timestamp: secret } }, 'request.timestamp'],
    ['no request id', { ...good, request: { ...good.request, requestId: 7 } }, 'request.requestId'],
    [
      'a slot that is no slot',
      {
        ...good,
        request: { ...good.request, intent: { name: 'SendMessageIntent', slots: { message: secret } } },
      },
      'request.intent.slots.message',
    ],
    [
      'more than anybody dictates',
      anEnvelope(dictates(secret + 'x'.repeat(20_000))),
      'request.intent.slots.message.value',
    ],
  ])(
    'an event with %s is refused with the place, and never with what stands there',
    async (_, event, place) => {
      const echo = await anEcho();
      const refusal = await echo.skill(event).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(refusal).toBeInstanceOf(SkillRefusal);
      const { code, message } = refusal as SkillRefusal;
      expect(code).toBe('envelope-malformed');
      expect(message.split(' ')).toContain(place);
      expect(message).not.toContain(secret);
      expect(kinds(echo)).toEqual(['trust']);
    },
  );

  test('a request for another skill is refused as wrong-skill', async () => {
    const echo = await anEcho();
    await expect(echo.says(launch, { skill: 'amzn1.ask.skill.another' })).rejects.toMatchObject({
      code: 'wrong-skill',
    });
  });

  test('a slot match without values is read as no match', async () => {
    const echo = await anEcho();
    const slot = {
      name: 'recipient',
      value: 'quarterback',
      confirmationStatus: 'NONE' as const,
      resolutions: {
        resolutionsPerAuthority: [{ authority: 'a', status: { code: 'ER_SUCCESS_MATCH' as const } }],
      },
    };
    expect((await echo.says(intends('SendMessageIntent', { recipient: slot as never }))).said).toBe(
      replies['unknown-name']('quarterback'),
    );
  });
});

describe('what is no turn', () => {
  const asking = (request: object) => ({ ...anEnvelope(), session: undefined, request });

  test.each([
    'Display.ElementSelected',
    'Connections.Response',
    'CanFulfillIntentRequest',
    'AlexaSkillEvent.SkillEnabled',
    'AlexaSkillEvent.SomethingOfTheFuture',
  ])('a request of the type %s gets a valid answer and a log line', async type => {
    const echo = await anEcho();
    expect(await echo.skill(asking({ type, requestId: '1' }))).toEqual({ version: '1.0', response: {} });
    expect(echo.logged).toEqual([{ event: 'request not handled', type }]);
  });

  test('an exception that Alexa encountered is logged with its error, and never with its message', async () => {
    const echo = await anEcho();
    const error = { type: 'INVALID_RESPONSE', message: `${dinner} is no directive` };
    await echo.skill(asking({ type: 'System.ExceptionEncountered', error, cause: { requestId: '1' } }));
    expect(echo.logged).toEqual([
      { event: 'request not handled', type: 'System.ExceptionEncountered INVALID_RESPONSE' },
    ]);
  });

  test('a session that Alexa ended with an error is logged with the error’s type', async () => {
    const echo = await anEcho();
    await echo.says(launch);
    const error = { type: 'INVALID_RESPONSE', message: dinner };
    const ended = await echo.says({ type: 'SessionEndedRequest', reason: 'ERROR', error } as Said);
    expect(ended.envelope.response).toEqual({});
    expect(echo.logged).toEqual([{ event: 'session ended by an error', type: 'INVALID_RESPONSE' }]);
  });
});
