import { beforeEach, describe, expect, test } from '@jest/globals';
import { replayTrustList, type TrustList } from '../../../core/approval/trust-list.ts';
import { minutes } from '../../../core/household/instant.ts';
import { aCompanion } from '../../support/builders/a-companion.ts';
import { aHousehold, type TestHousehold } from '../../support/builders/a-household.ts';
import type { TrustChange } from '../../../core/approval/link.ts';
import {
  admits,
  aLink,
  anchor,
  aPhone,
  noon,
  revokes,
  type TestPhone,
} from '../../support/builders/builders.ts';

/** Ben's phone is paired; Sara's wants in. */
let household: TestHousehold;
let sara: TestPhone;
let api: ReturnType<typeof aCompanion>;

beforeEach(async () => {
  household = await aHousehold();
  sara = await aPhone('Sara’s phone');
  api = aCompanion(household);
});

const invite = async () => (await api.call('POST', '/invitation')).body as { code: string };
const knock = (code: string, phone = sara) =>
  api.call(
    'POST',
    '/pair',
    { code, phone: { key: phone.jwk, name: phone.name }, recovery: phone.jwk },
    { by: phone },
  );
const links = async () => (await api.call('GET', '/trust')).body['links'] as string[];
const append = async (by: TestPhone, said: TrustChange) =>
  api.call('POST', '/trust', { link: await aLink(by, await links(), said) }, { by });

describe('a further phone', () => {
  test('a further phone that gives the invitation’s code waits, and a paired phone sees its name', async () => {
    const { code } = await invite();
    expect(await knock(code)).toMatchObject({ status: 200, body: { waiting: true } });
    expect((await api.call('GET', '/invitation')).body).toEqual({
      candidate: { key: sara.jwk, name: sara.name },
    });
  });

  test('a further phone is paired only once a paired phone has signed the link that admits it', async () => {
    const { code } = await invite();
    await knock(code);
    expect((await api.call('GET', '/messages', undefined, { by: sara })).status).toBe(401);
    expect((await append(household.phone, admits(sara))).status).toBe(200);

    const answer = await knock(code);
    const trust = (await replayTrustList(answer.body['links'] as string[], household.household, {
      anchor,
    })) as TrustList;
    expect([...trust.phones.keys()]).toEqual([household.phone.id, sara.id]);
    expect((await api.call('GET', '/messages', undefined, { by: sara })).status).toBe(200);
  });

  test('a further phone that asks again goes on waiting and uses no attempt', async () => {
    const { code } = await invite();
    for (let i = 0; i < 8; i++) expect((await knock(code)).body).toMatchObject({ waiting: true });
  });

  test('the code of an invitation whose household was erased pairs nobody with the next household', async () => {
    const { code } = await invite();
    const [open] = await household.documents.list(household.household, 'pairing');
    await household.documents.forget(household.household);
    household.documents.plant(open!);
    expect(await knock(code)).toMatchObject({ status: 410, body: { code: 'code-expired' } });
    expect(household.documents.everything().map(({ kind }) => kind)).not.toContain('trust');
  });

  test('a further phone cannot use a code that another phone gave', async () => {
    const { code } = await invite();
    await knock(code);
    const eve = await aPhone('Eve’s phone');
    expect(await knock(code, eve)).toMatchObject({ status: 410, body: { code: 'code-used-up' } });
    expect((await api.call('GET', '/invitation')).body).toMatchObject({ candidate: { name: sara.name } });
  });

  test('a further phone with a wrong code is refused, and five wrong codes make the code void', async () => {
    const { code } = await invite();
    for (let i = 0; i < 5; i++) expect((await knock('0000-0000')).body['code']).toBe('code-wrong');
    expect((await knock(code)).body['code']).toBe('code-used-up');
    expect((await api.call('GET', '/invitation')).body).toEqual({});
  });

  test('a further phone with an expired code is refused, and the candidate is forgotten with the code', async () => {
    const { code } = await invite();
    await knock(code);
    household.clock.pass(minutes(10));
    expect((await api.call('GET', '/invitation')).body).toEqual({});
    expect((await knock(code)).body['code']).toBe('code-expired');
  });

  test('a further phone that waits can neither invite nor admit itself', async () => {
    const { code } = await invite();
    await knock(code);
    expect((await api.call('POST', '/invitation', undefined, { by: sara })).status).toBe(401);
    expect((await append(sara, admits(sara))).status).toBe(401);
  });
});

describe('a revoked phone', () => {
  beforeEach(async () => {
    await append(household.phone, admits(sara));
  });

  test('a revoked phone can neither read nor answer from that moment', async () => {
    expect((await api.call('GET', '/messages', undefined, { by: sara })).status).toBe(200);
    expect((await append(household.phone, revokes(sara))).status).toBe(200);
    expect(await api.call('GET', '/messages', undefined, { by: sara })).toMatchObject({
      status: 401,
      body: { code: 'phone-revoked', at: noon, name: household.phone.name },
    });
  });

  test('any phone can revoke any other, also the first one', async () => {
    expect((await append(sara, revokes(household.phone))).status).toBe(200);
    expect((await api.call('GET', '/messages')).status).toBe(401);
    expect((await api.call('GET', '/messages', undefined, { by: sara })).status).toBe(200);
  });
});
