import { describe, expect, test } from '@jest/globals';
import { replies } from '../../../core/text/en/replies.ts';
import { roomIdOf } from '../../../core/household/ids.ts';
import type { ContactId, MessageId } from '../../../core/household/ids.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import { without } from '../../../core/household/without.ts';
import type { Message } from '../../../core/message/message.ts';
import { sealProblemOf } from '../../../core/message/seal.ts';
import { anEcho, type Echo, messagesOf, storedTranscript } from '../../support/builders/an-echo.ts';
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
import { aContact, aHouseholdId, noon, sealKey } from '../../support/builders/builders.ts';
import { after, seconds } from '../../../core/household/instant.ts';

const launch: Said = { type: 'LaunchRequest' };
const dinner = 'Dinner is at seven.';

const broken = () => Promise.reject(new Error(`the engine broke at "${dinner}"`));

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
    const [message] = messagesOf(echo);
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
    const [kept] = messagesOf(echo);
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
    expect(messagesOf(echo)).toMatchObject([{ state: 'rendering' }]);
    const pairing = await asTester(intends('PairPhoneIntent'));
    expect(JSON.stringify(pairing.response.outputSpeech)).toContain(replies['already-paired']);
    expect(pairing.response.card).toBeUndefined();
    await asTester({ type: 'SessionEndedRequest', reason: 'USER_INITIATED' });
    await echo.skill(disabledBy('amzn1.ask.account.TESTER'));
    expect(messagesOf(echo)).toMatchObject([{ state: 'rendering' }]);
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
    expect(messagesOf(echo)).toEqual([]);

    const held = await echo.says(dictates(dinner));
    expect(held).toMatchObject({
      said: `${replies.held} ${replies['offer-to-add']}`,
      ends: false,
      elicits: undefined,
    });
    expect(messagesOf(echo)).toMatchObject([
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
    const [held] = messagesOf(echo) as [Message];
    echo.documents.plant(edit(held) as Message);
    await echo.says(intends('AddIntent', { addition: 'Bring bread.' }));
    expect(messagesOf(echo)).toEqual([edit(held)]);
  });

  test('added words replace what was stored before them', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    await echo.says(dictates(dinner));
    await echo.says(intends('AddIntent', { addition: 'Bring bread.' }));
    const [held] = messagesOf(echo) as [Message];
    const key = { household: held.household, message: held.id };
    expect(echo.recordings.keptOf(key)).toEqual([sha256(`${dinner} Bring bread.`)]);
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
    expect(messagesOf(echo)).toMatchObject([{ state: 'rendering' }, { state: 'rendering' }]);
    expect(new Set(messagesOf(echo).map(({ contact }) => contact)).size).toBe(2);
    await echo.says(intends('AddIntent', { addition: 'Bring bread.' }));
    expect(messagesOf(echo).map(one => 'dictation' in one && one.dictation?.characters)).toEqual([
      `${dinner} Bring bread.`.length,
      `${dinner} Bring bread.`.length,
    ]);
    await echo.says(intends('DiscardIntent'));
    expect(messagesOf(echo)).toMatchObject([{ state: 'discarded' }, { state: 'discarded' }]);
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
    expect(messagesOf(echo)).toMatchObject([{ state: 'discarded' }]);
  });

  test('the same request twice holds one message', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    const first = await echo.says(dictates(dinner));
    const second = await echo.repeats();
    expect(second).toEqual(first);
    expect(messagesOf(echo)).toHaveLength(1);
  });

  test('a repeated request leaves no content if its message was discarded and erased', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    await echo.says(dictates(dinner));
    const [held] = messagesOf(echo) as [Message];
    const key = { household: held.household, message: held.id };
    echo.documents.plant({
      ...held,
      state: 'discarded',
      endedAt: held.heldAt,
      erasedAt: held.heldAt,
    } as Message);
    await echo.recordings.erase(key);
    await echo.repeats();
    expect(messagesOf(echo)).toMatchObject([{ state: 'discarded' }]);
    expect(echo.recordings.keptOf(key)).toEqual([]);
  });

  test('the same request with another timestamp holds the same message', async () => {
    const echo = await anEcho();
    const said = intends('TellIntent', { said: `anna that ${dinner}` });
    const first = await echo.says(said, { requestId: 'once', at: noon });
    expect(await echo.repeats(after(noon, seconds(7)))).toMatchObject({ said: first.said });
    expect(messagesOf(echo)).toHaveLength(1);
    await echo.says(intends('AddIntent', { addition: 'Bring bread.' }));
    expect(await storedTranscript(echo)).toBe(`${dinner} Bring bread.`);
  });

  test('the same request with another timestamp does not bring a discarded message back', async () => {
    const echo = await anEcho();
    await echo.says(intends('TellIntent', { said: `anna that ${dinner}` }), { requestId: 'once' });
    await echo.says(intends('DiscardIntent'));
    await echo.says(intends('TellIntent', { said: `anna that ${dinner}` }), { requestId: 'once' });
    expect(messagesOf(echo)).toMatchObject([{ state: 'discarded' }]);
  });

  test('the same request twice at the same time holds one message', async () => {
    const echo = await anEcho();
    const { envelope } = await echo.says(sendsTo('anna'));
    const request = anEnvelope(dictates(dinner), { opens: false, attributes: envelope.sessionAttributes });
    const answers = await Promise.all([echo.skill(request), echo.skill(request)]);
    expect(answers[0]).toEqual(answers[1]);
    expect(messagesOf(echo)).toHaveLength(1);
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
    expect(messagesOf(echo)).toEqual([]);
  });

  test('a message of 10,000 characters is asked for again and not kept', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    expect(await echo.says(dictates('x'.repeat(10_000)))).toMatchObject({
      said: replies['message-too-long'],
      elicits: 'message',
    });
    expect(messagesOf(echo)).toEqual([]);
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
    expect(messagesOf(echo)).toEqual([]);
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
    expect(messagesOf(echo).length).toBeLessThanOrEqual(1);
  });
});
