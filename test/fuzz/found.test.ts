import { beforeAll, describe, expect, test } from '@jest/globals';
import { newConversation } from '../../core/conversation/conversation.ts';
import { conversationIdOf } from '../../core/household/ids.ts';
import { signWithPhoneKey } from '../../core/approval/jws.ts';
import { linkDigest } from '../../core/approval/trust-list.ts';
import { escapeXmlCharacters } from 'ask-sdk-core';
import { replies } from '../../core/text/en/replies.ts';
import { parseRequest } from '../../services/skill/envelope.ts';
import { SkillRefusal } from '../../services/skill/skill.ts';
import { aCompanion } from '../support/builders/a-companion.ts';
import { aHousehold, type TestHousehold, trustOf } from '../support/builders/a-household.ts';
import { anEcho } from '../support/builders/an-echo.ts';
import { anEnvelope, intends, sendsTo } from '../support/builders/alexa-envelopes.ts';
import { aPhone, noon, type TestPhone } from '../support/builders/builders.ts';
import { CANARY, type Change, mutated } from './mutate.ts';

/** What generated requests once found, each as the one request that it comes down to. */
let household: TestHousehold;
let ada: TestPhone;

beforeAll(async () => {
  [household, ada] = await Promise.all([aHousehold(), aPhone()]);
});

const strangeKey = (phone: TestPhone) => ({ ...phone.jwk, x: 'é'.repeat(43) });

describe('A phone’s key that is no base64url', () => {
  test('a key of a phone that is no base64url is refused at pairing', async () => {
    const { call, lines } = aCompanion(household);
    const body = { code: 'ABCD-EFGH', phone: { key: strangeKey(ada), name: 'Ada’s phone' } };
    const { status, body: said } = await call('POST', '/pair', body, { by: ada });
    expect([status, said['code'], lines]).toEqual([400, 'body-malformed', []]);
  });

  test('a key of a phone that is no base64url is not admitted to the trust list', async () => {
    const { call, lines } = aCompanion(household);
    const { links } = await trustOf(household);
    const link = await signWithPhoneKey(
      {
        type: 'admit-phone',
        household: household.household,
        at: household.clock.now(),
        prev: linkDigest(links.at(-1) ?? ''),
        phone: { key: strangeKey(ada), name: 'Ada’s phone' },
      },
      'second-yes-link',
      { phone: household.phone.id, key: household.phone.key },
    );
    const { status, body } = await call('POST', '/trust', { link });
    expect([status, body['code'], lines]).toEqual([422, 'link-refused', []]);
  });
});

describe('An envelope', () => {
  test('an envelope whose session is nested deeper than any call stack is answered', async () => {
    const { answer } = await anEcho();
    const deep: unknown = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000));
    const envelope = anEnvelope(sendsTo('anna'));
    const request = parseRequest({ ...envelope, session: { ...envelope.session, attributes: { deep } } }, {});
    if ('refused' in request) throw new Error(request.refused);
    const answered = await answer(request);
    expect(answered.response.outputSpeech).toBeDefined();
    expect(answered.sessionAttributes).not.toHaveProperty('deep');
  });

  test.each([
    ['no message is held', {}],
    ['the id of the held message is empty', { held: '' }],
  ])('an envelope that says "add …" adds nothing if its session allows it but %s', async (_what, held) => {
    const { skill, documents } = await anEcho();
    const conversation = { ...newConversation(conversationIdOf(noon, 'session')), asked: 'more', ...held };
    const envelope = anEnvelope(intends('AddIntent', { addition: 'bread' }), {
      opens: false,
      attributes: { conversation },
    });
    const { response } = await skill(envelope);
    expect(JSON.stringify(response.outputSpeech)).toContain(escapeXmlCharacters(replies['not-understood']));
    expect(documents.everything()).toHaveLength(1);
  });

  test.each(['name-again', 'message'])(
    'an envelope whose session asks for "%s" but has no recipient begins a conversation',
    async asked => {
      const { skill } = await anEcho();
      const conversation = { ...newConversation(conversationIdOf(noon, 'session')), asked };
      const envelope = anEnvelope(sendsTo('anna'), { opens: false, attributes: { conversation } });
      const { sessionAttributes } = await skill(envelope);
      expect(sessionAttributes).toMatchObject({ conversation: { asked: 'message', story: { turns: [{}] } } });
    },
  );

  test('an envelope that is refused for a slot is refused without the name of the slot, which is the sender’s', async () => {
    const { skill } = await anEcho();
    const envelope = anEnvelope(intends('SendMessageIntent', { [CANARY]: { value: 7 } as never }));
    const refused = await skill(envelope).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(SkillRefusal);
    expect((refused as SkillRefusal).message).toContain('request.intent.slots.*');
    expect((refused as SkillRefusal).message).not.toContain(CANARY);
  });
});

test('a text that is made longer again and again stays short enough to be sent', () => {
  const longer: Change = { at: 1, how: 'lengthen', name: '', with: null };
  const text = mutated({ name: 'a name of some twenty letters' }, [longer, longer, longer, longer]);
  expect(text.length).toBeLessThan(1e6);
});
