import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Directive } from 'ask-sdk-model';
import { replies } from '../../../core/text/en/replies.ts';
import { SkillRefusal } from '../../../services/skill/skill.ts';
import { roomIdOf } from '../../../core/household/ids.ts';
import type { Contact } from '../../../core/household/contact.ts';
import type { ContactId, MessageId } from '../../../core/household/ids.ts';
import { sha256 } from '../../../core/household/sha256.ts';
import { without } from '../../../core/household/without.ts';
import type { Message } from '../../../core/message/message.ts';
import { sealProblemOf } from '../../../core/message/seal.ts';
import { anEcho, type Echo } from '../../support/builders/an-echo.ts';
import {
  anEnvelope,
  DEVICE_ID,
  dictates,
  intends,
  namesAgain,
  resolvedTo,
  type Said,
  sendsTo,
  SKILL_ID,
  USER_ID,
} from '../../support/builders/alexa-envelopes.ts';
import { aContact, aHouseholdId, aRecording, noon, sealKey } from '../../support/builders/builders.ts';
import { after, minutes, seconds } from '../../../core/household/instant.ts';
import type { Owner } from '../../../services/ports/recordings.ts';
import type { MemoryRecordings } from '../../support/memory/memory-recordings.ts';

const launch: Said = { type: 'LaunchRequest' };
const dinner = 'Dinner is at seven.';
const kinds = ({ documents }: Echo) => documents.everything().map(({ kind }) => kind);
const messages = ({ documents }: Echo) =>
  documents.everything().filter((one): one is Message => one.kind === 'message');

/** The transcript of the only message. */
async function storedTranscript({
  documents,
  recordings,
}: Pick<Echo, 'documents'> & { recordings: MemoryRecordings }) {
  const [message] = documents.everything().filter(one => one.kind === 'message');
  if (!message || !('dictation' in message) || !message.dictation) return undefined;
  const owner = { household: message.household, message: message.id };
  const bytes = await recordings.get(owner, message.dictation.transcript);
  return bytes && new TextDecoder().decode(bytes);
}

const broken = () => Promise.reject(new Error(`the engine broke at "${dinner}"`));

/** The talk of a room. */
const TALK =
  'and then we went over there because you know they had it and i mean it was the only one that they';

describe('the skill, once it is disabled', () => {
  const disabledBy = (userId: string, applicationId = SKILL_ID) => ({
    version: '1.0',
    context: { System: { application: { applicationId }, user: { userId } } },
    request: {
      type: 'AlexaSkillEvent.SkillDisabled',
      requestId: 'event-1',
      timestamp: '2026-11-02T12:00:00Z',
    },
  });

  test('disabling the skill erases everything of the household', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    await echo.says(dictates(dinner));
    const [message] = messages(echo);
    await echo.skill(disabledBy(USER_ID));
    expect(echo.documents.everything()).toEqual([]);
    expect(echo.recordings.keptOf({ household: aHouseholdId(), message: message?.id as MessageId })).toEqual(
      [],
    );
  });

  test('disabling the skill erases what was written while it erased', async () => {
    let writes = 1;
    const echo = await anEcho({
      documentsFail: working => ({
        async forget(household) {
          await working.forget(household);
          if (writes-- > 0) await working.put({ ...(kept as Message), version: 0 }, 0);
        },
      }),
    });
    await echo.says(sendsTo('anna'));
    await echo.says(dictates(dinner));
    const [kept] = messages(echo);
    await echo.skill(disabledBy(USER_ID));
    expect(echo.documents.everything()).toEqual([]);
    expect(echo.logged).toEqual([{ event: 'household erased' }]);
  });

  test('disabling the skill logs it if something is left each time', async () => {
    const echo = await anEcho({ documentsFail: () => ({ forget: async () => {} }) });
    await echo.skill(disabledBy(USER_ID));
    expect(echo.logged).toEqual([{ event: 'household erased in part' }]);
  });

  test('a beta tester of a shared household can have messages held, gets no pairing code and sends nothing', async () => {
    const echo = await anEcho({
      ports: { householdIsShared: true, householdOf: () => aHouseholdId(), offerPairing: broken },
    });
    const asTester = (said: Said) => {
      const { context, ...envelope } = anEnvelope(said, {
        device: 'amzn1.ask.device.TESTER',
        requestId: 'beta',
      });
      const System = { ...context.System, user: { userId: 'amzn1.ask.account.TESTER' } };
      return echo.skill({ ...envelope, context: { System } });
    };
    const held = await asTester(intends('TellIntent', { said: `anna that ${dinner}` }));
    expect(JSON.stringify(held.response.outputSpeech)).toContain('holding it');
    expect(messages(echo)).toMatchObject([{ state: 'rendering' }]);
    const pairing = await asTester(intends('PairPhoneIntent'));
    expect(JSON.stringify(pairing.response.outputSpeech)).toContain(replies['already-paired']);
    expect(pairing.response.card).toBeUndefined();
    await asTester({ type: 'SessionEndedRequest', reason: 'USER_INITIATED' });
    await echo.skill(disabledBy('amzn1.ask.account.TESTER'));
    expect(messages(echo)).toMatchObject([{ state: 'rendering' }]);
  });

  test('disabling the skill where all accounts share a household is logged and erases nothing', async () => {
    const echo = await anEcho({ ports: { householdIsShared: true } });
    const before = echo.documents.everything();
    await echo.skill(disabledBy(USER_ID));
    expect(echo.documents.everything()).toEqual(before);
    expect(echo.logged).toEqual([{ event: 'skill disabled, nothing erased' }]);
  });

  test('disabling another skill, or this one for another account, erases nothing of the household', async () => {
    const echo = await anEcho();
    const before = echo.documents.everything();
    await echo.skill(disabledBy('amzn1.ask.account.SOMEBODY-ELSE'));
    await expect(echo.skill(disabledBy(USER_ID, 'amzn1.ask.skill.another'))).rejects.toThrow('wrong-skill');
    expect(echo.documents.everything()).toEqual(before);
  });
});

describe('a message to a contact', () => {
  test('the Echo says that it holds a message only after the message is stored', async () => {
    const echo = await anEcho();
    expect(await echo.says(sendsTo('anna'))).toMatchObject({
      said: replies['ask-message'],
      reprompt: replies['ask-message-again'],
      ends: false,
      elicits: 'message',
    });
    expect(messages(echo)).toEqual([]);

    const held = await echo.says(dictates(dinner));
    expect(held).toMatchObject({
      said: `${replies.held} ${replies['offer-to-add']}`,
      ends: false,
      elicits: undefined,
    });
    expect(messages(echo)).toMatchObject([
      { state: 'rendering', contact: aContact().id, household: aHouseholdId(), room: roomIdOf(DEVICE_ID) },
    ]);
    expect(await storedTranscript(echo)).toBe(dinner);
    expect(JSON.stringify(echo.documents.everything())).not.toContain(dinner);
  });

  test('"add" extends the held message while the session is open', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    await echo.says(dictates(dinner));
    const added = await echo.says(intends('AddIntent', { addition: 'Bring bread.' }));
    expect(added.said).toBe(`${replies.added} ${replies['offer-to-add']}`);
    expect(await storedTranscript(echo)).toBe(`${dinner} Bring bread.`);
  });

  test('the same "add" request twice extends the message once', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    await echo.says(dictates(dinner));
    const first = await echo.says(intends('AddIntent', { addition: 'Bring bread.' }));
    expect(await echo.repeats()).toEqual(first);
    expect(await storedTranscript(echo)).toBe(`${dinner} Bring bread.`);
  });

  test.each<[string, (message: Message) => object]>([
    ['whose contact was edited in the database', message => ({ ...message, contact: 'tom' })],
    ['without a seal', message => without(message, 'seal')],
  ])('nothing is added to a message %s, so that nothing seals the edit', async (_, edit) => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    await echo.says(dictates(dinner));
    const [held] = messages(echo) as [Message];
    echo.documents.plant(edit(held) as Message);
    await echo.says(intends('AddIntent', { addition: 'Bring bread.' }));
    expect(messages(echo)).toEqual([edit(held)]);
  });

  test('added words replace what was stored before them', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    await echo.says(dictates(dinner));
    await echo.says(intends('AddIntent', { addition: 'Bring bread.' }));
    const [held] = messages(echo) as [Message];
    const owner = { household: held.household, message: held.id };
    expect(echo.recordings.keptOf(owner)).toEqual([sha256(`${dinner} Bring bread.`)]);
    expect(sealProblemOf(held, sealKey)).toBeUndefined();
  });

  test('an "add" request that comes again after another one adds its words once', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    const { envelope } = await echo.says(dictates(dinner));
    for (const addition of ['Bread.', 'Milk.', 'Bread.', 'Milk.', 'Bread.'])
      await echo.skill(
        anEnvelope(intends('AddIntent', { addition }), {
          opens: false,
          attributes: envelope.sessionAttributes,
          requestId: `request that adds ${addition}`,
        }),
      );
    expect(await storedTranscript(echo)).toBe(`${dinner} Bread. Milk.`);
  });

  test('a message to two contacts is one message each, and words and a discard go to both', async () => {
    const echo = await anEcho({ contacts: [aContact(), aContact({ id: 'ben' as ContactId, name: 'Ben' })] });
    const { said } = await echo.says(intends('TellIntent', { said: `anna and ben that ${dinner}` }));
    expect(said).toContain(replies['held-for-several'](2));
    expect(messages(echo)).toMatchObject([{ state: 'rendering' }, { state: 'rendering' }]);
    expect(new Set(messages(echo).map(({ contact }) => contact)).size).toBe(2);
    await echo.says(intends('AddIntent', { addition: 'Bring bread.' }));
    expect(messages(echo).map(one => 'dictation' in one && one.dictation?.characters)).toEqual([
      `${dinner} Bring bread.`.length,
      `${dinner} Bring bread.`.length,
    ]);
    await echo.says(intends('DiscardIntent'));
    expect(messages(echo)).toMatchObject([{ state: 'discarded' }, { state: 'discarded' }]);
  });

  test('two "add" requests at the same time both extend the message', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    const { envelope } = await echo.says(dictates(dinner));
    const adds = (text: string) =>
      anEnvelope(intends('AddIntent', { addition: text }), {
        opens: false,
        attributes: envelope.sessionAttributes,
        requestId: `request that adds ${text}`,
      });
    await Promise.all([echo.skill(adds('Bread.')), echo.skill(adds('Milk.'))]);
    expect((await storedTranscript(echo))?.split(' ').toSorted().join(' ')).toBe(
      'Bread. Dinner Milk. at is seven.',
    );
  });

  test('"discard it" discards the held message', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    await echo.says(dictates(dinner));
    expect(await echo.says(intends('DiscardIntent'))).toMatchObject({ said: replies.discarded, ends: true });
    expect(messages(echo)).toMatchObject([{ state: 'discarded' }]);
  });

  test('the same request twice holds one message', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    const first = await echo.says(dictates(dinner));
    const second = await echo.repeats();
    expect(second).toEqual(first);
    expect(messages(echo)).toHaveLength(1);
  });

  test('a repeated request leaves no content if its message was discarded and erased', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    await echo.says(dictates(dinner));
    const [held] = messages(echo) as [Message];
    const owner = { household: held.household, message: held.id };
    echo.documents.plant({
      ...held,
      state: 'discarded',
      endedAt: held.heldAt,
      erasedAt: held.heldAt,
    } as Message);
    await echo.recordings.erase(owner);
    await echo.repeats();
    expect(messages(echo)).toMatchObject([{ state: 'discarded' }]);
    expect(echo.recordings.keptOf(owner)).toEqual([]);
  });

  test('the same request with another timestamp holds the same message', async () => {
    const echo = await anEcho();
    const said = intends('TellIntent', { said: `anna that ${dinner}` });
    const first = await echo.says(said, { requestId: 'once', at: noon });
    expect(await echo.repeats(after(noon, seconds(7)))).toMatchObject({ said: first.said });
    expect(messages(echo)).toHaveLength(1);
    await echo.says(intends('AddIntent', { addition: 'Bring bread.' }));
    expect(await storedTranscript(echo)).toBe(`${dinner} Bring bread.`);
  });

  test('the same request with another timestamp does not bring a discarded message back', async () => {
    const echo = await anEcho();
    await echo.says(intends('TellIntent', { said: `anna that ${dinner}` }), { requestId: 'once' });
    await echo.says(intends('DiscardIntent'));
    await echo.says(intends('TellIntent', { said: `anna that ${dinner}` }), { requestId: 'once' });
    expect(messages(echo)).toMatchObject([{ state: 'discarded' }]);
  });

  test('the same request twice at the same time holds one message', async () => {
    const echo = await anEcho();
    const { envelope } = await echo.says(sendsTo('anna'));
    const request = anEnvelope(dictates(dinner), { opens: false, attributes: envelope.sessionAttributes });
    const answers = await Promise.all([echo.skill(request), echo.skill(request)]);
    expect(answers[0]).toEqual(answers[1]);
    expect(messages(echo)).toHaveLength(1);
    expect(await storedTranscript(echo)).toBe(dinner);
  });

  test('the Echo says that nothing is held if two of the same request hindered each other', async () => {
    const echo = await anEcho({
      documentsFail: working => ({
        put: async (one, ...more) => one.kind !== 'message' && working.put(one, ...more),
      }),
    });
    await echo.says(sendsTo('anna'));
    expect(await echo.says(dictates(dinner))).toMatchObject({ said: replies['not-held'] });
    expect(messages(echo)).toEqual([]);
  });

  test('a message of 10,000 characters is asked for again and not kept', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    expect(await echo.says(dictates('x'.repeat(10_000)))).toMatchObject({
      said: replies['message-too-long'],
      elicits: 'message',
    });
    expect(messages(echo)).toEqual([]);
  });

  test('a message without content is asked for again', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    expect(await echo.says(dictates(''))).toMatchObject({
      said: replies['empty-message'],
      elicits: 'message',
    });
    expect(await echo.says(intends('SendMessageIntent'))).toMatchObject({
      said: replies['gave-up'],
      ends: true,
    });
    expect(messages(echo)).toEqual([]);
  });

  test('a message to an unknown name is not asked for', async () => {
    const echo = await anEcho();
    expect(await echo.says(sendsTo('quarterback'))).toMatchObject({
      said: replies['unknown-name']('quarterback'),
      elicits: 'recipient',
    });
  });

  test('a name that fits nobody is taken for the contact that Alexa resolved it to', async () => {
    const anna = aContact();
    const echo = await anEcho({ contacts: [anna] });
    const slot = resolvedTo('recipient', 'on a', anna.id);
    expect(await echo.says(intends('SendMessageIntent', { recipient: slot }))).toMatchObject({
      elicits: 'nameAgain',
    });
    expect(await echo.says(namesAgain('anna'))).toMatchObject({ elicits: 'message' });
  });
});

describe('"say that again"', () => {
  test.each<[string, Said[]]>([
    ['after opening', [launch]],
    ['when asked to whom', [launch, intends('SendMessageIntent')]],
    ['after an unknown name', [sendsTo('quarterback')]],
    ['when asked for the name again', [launch, sendsTo('ana')]],
    ['when asked for the message', [sendsTo('anna')]],
    ['after the message', [sendsTo('anna'), dictates(dinner)]],
    ['after help', [sendsTo('anna'), intends('AMAZON.HelpIntent')]],
  ])('"say that again" %s says the last reply again, also a second time', async (_, all) => {
    const echo = await anEcho();
    let last: Awaited<ReturnType<Echo['says']>> | undefined;
    for (const one of all) last = await echo.says(one);
    for (let i = 0; i < 2; i += 1) {
      const again = await echo.says(intends('AMAZON.RepeatIntent'));
      expect([again.said, again.ends, again.elicits]).toEqual([last?.said, false, last?.elicits]);
    }
    expect(messages(echo).length).toBeLessThanOrEqual(1);
  });
});

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
  ])('%s puts a pairing code on a card, and it is never spoken', async (_, asked) => {
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
  ])('%s is answered with "%s"', async (name, said) => {
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

describe('what cannot be stored', () => {
  test.each<[string, Parameters<typeof anEcho>[0]]>([
    ['the document', { documentsFail: () => ({ put: broken }) }],
    ['the content', { recordingsFail: () => ({ put: broken }) }],
  ])('if %s cannot be stored, the Echo says so and nothing is kept', async (_, given) => {
    const echo = await anEcho(given);
    await echo.says(sendsTo('anna'));
    expect(await echo.says(dictates(dinner))).toMatchObject({ said: replies['not-held'], ends: true });
    expect(messages(echo)).toEqual([]);
    expect(echo.logged).toEqual([{ event: 'hold failed', code: 'Error' }]);
  });

  test('content is erased if its message could not be stored', async () => {
    const [stored, erased]: [Owner[], Owner[]] = [[], []];
    const echo = await anEcho({
      documentsFail: working => ({
        put: (one, ...more) => (one.kind === 'message' ? broken() : working.put(one, ...more)),
      }),
      recordingsFail: working => ({
        put: async (owner, bytes) => (stored.push(owner), working.put(owner, bytes)),
        erase: async owner => (erased.push(owner), working.erase(owner)),
      }),
    });
    await echo.says(sendsTo('anna'));
    await echo.says(dictates(dinner));
    expect(stored).toHaveLength(1);
    expect(erased).toEqual(stored);
    expect(stored.flatMap(echo.recordings.keptOf)).toEqual([]);
  });

  test('a message that was stored although the answer of the store was lost is said to be held', async () => {
    const echo = await anEcho({
      documentsFail: working => ({
        async put(document, ...more) {
          const stored = await working.put(document, ...more);
          if (document.kind === 'message') throw new Error('timed out');
          return stored;
        },
      }),
    });
    await echo.says(sendsTo('anna'));
    expect((await echo.says(dictates(dinner))).said).toContain(replies.held);
    expect(await storedTranscript(echo)).toBe(dinner);
  });

  test('an addition that cannot be stored leaves the held message as it was', async () => {
    let failing = false;
    const echo = await anEcho({
      recordingsFail: working => ({ put: (...args) => (failing ? broken() : working.put(...args)) }),
    });
    await echo.says(sendsTo('anna'));
    await echo.says(dictates(dinner));
    failing = true;
    expect(await echo.says(intends('AddIntent', { addition: 'Bring bread.' }))).toMatchObject({
      said: `${replies['not-added']} ${replies['offer-to-add']}`,
      ends: false,
    });
    expect(await storedTranscript(echo)).toBe(dinner);
  });

  test('the Echo says so if a pairing code cannot be made', async () => {
    const echo = await anEcho({ paired: false, ports: { offerPairing: broken } });
    expect(await echo.says(intends('PairPhoneIntent'))).toMatchObject({
      said: replies['no-pairing-code'],
      ends: true,
    });
  });

  test('a household that cannot be loaded ends the session without denying what is held', async () => {
    const echo = await anEcho({ documentsFail: () => ({ overview: broken }) });
    expect(await echo.says(launch)).toMatchObject({ said: replies['household-not-loaded'], ends: true });
    const ended = await echo.says({ type: 'SessionEndedRequest', reason: 'ERROR' });
    expect(ended.envelope.response).toEqual({});
  });

  test('no log line holds what was said', async () => {
    const echo = await anEcho({ documentsFail: () => ({ put: broken }) });
    await echo.says(sendsTo('anna'));
    await echo.says(dictates(dinner));
    expect(echo.logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(echo.logged)).not.toMatch(/dinner|anna|token/i);
  });
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

describe('real audio', () => {
  const withAudio = (said: Said, attributes?: Record<string, unknown>) => {
    const { context, ...rest } = anEnvelope(said, { opens: attributes === undefined, attributes });
    return { ...rest, context: { ...context, 'SecondYes.Recorder': { reference: 'audio-1' } } };
  };

  test('audio is held if the host has a recorder', async () => {
    const taken: string[] = [];
    const recorder = {
      async take(reference: string) {
        taken.push(reference);
        const { audio, mediaType, duration } = aRecording();
        return { audio, mediaType, duration };
      },
    };
    const echo = await anEcho({ ports: { recorder } });
    const { envelope } = await echo.says(sendsTo('anna'));
    await echo.skill(withAudio(dictates(''), envelope.sessionAttributes));
    expect(taken).toEqual(['audio-1']);
    expect(messages(echo)).toMatchObject([
      { state: 'held', recording: { mediaType: 'audio/wav', duration: 4_000 } },
    ]);
  });

  test('the Echo says that nothing was kept if the audio is gone', async () => {
    const echo = await anEcho({ ports: { recorder: { take: async () => undefined } } });
    const { envelope } = await echo.says(sendsTo('anna'));
    const { response } = await echo.skill(withAudio(dictates(''), envelope.sessionAttributes));
    expect(JSON.stringify(response.outputSpeech)).toContain('nothing was kept');
    expect(messages(echo)).toEqual([]);
  });

  test("a reference to audio in an envelope of Amazon's is ignored", async () => {
    const echo = await anEcho();
    const { envelope } = await echo.says(sendsTo('anna'));
    await echo.skill(withAudio(dictates(dinner), envelope.sessionAttributes));
    expect(messages(echo)).toMatchObject([{ state: 'rendering' }]);
    expect(await storedTranscript(echo)).toBe(dinner);
  });
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
