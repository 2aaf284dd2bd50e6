import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Hono } from 'hono';
import { hours, minutes } from '../../../../core/household/instant.ts';
import { ASK_ADMISSION_EVERY } from '../../../../phone/session/poll.ts';
import { limitRate, usualRates } from '../../../../services/companion/requests/rate-limits.ts';
import { aCompanion } from '../../../support/builders/a-companion.ts';
import { aHousehold, type TestHousehold } from '../../../support/builders/a-household.ts';
import { admits, aPhone, puts, aContact, type TestPhone } from '../../../support/builders/builders.ts';

const none = { phone: Infinity, address: Infinity, pairing: Infinity, stop: Infinity };
let sara: TestPhone;
let household: TestHousehold;
beforeEach(async () => {
  sara = await aPhone('Sara’s phone');
  household = await aHousehold({ says: [puts(aContact()), admits(sara)] });
});

describe('more requests than anybody needs are answered with when to come again:', () => {
  test('too many requests of one phone are refused while another phone goes on', async () => {
    const { call } = aCompanion(household, { rates: { ...none, phone: 3 } });
    for (let i = 0; i < 3; i++) expect((await call('GET', '/messages')).status).toBe(200);
    const answer = await call('GET', '/messages');
    expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(Number(answer.headers.get('Retry-After'))).toBeLessThanOrEqual(60);
    expect((await call('GET', '/messages', undefined, { by: sara })).status).toBe(200);
  });

  test('too many requests of one address are refused before any proof is verified, while another address goes on', async () => {
    const { call } = aCompanion(household, {
      rates: { ...none, address: 2 },
      addressOf: c => {
        const sender = c.req.header('X-Test-Address') ?? 'here';
        return { sender, socket: sender };
      },
    });
    for (let i = 0; i < 2; i++)
      expect((await call('GET', '/messages', undefined, { by: null })).status).toBe(401);
    expect((await call('GET', '/messages')).status).toBe(429);
    expect(
      (await call('GET', '/messages', undefined, { headers: { 'X-Test-Address': 'there' } })).status,
    ).toBe(200);
  });

  test('a proxy that names a new address with each request is refused after ten times as many', async () => {
    let made = 0;
    const { call } = aCompanion(household, {
      rates: { ...none, address: 2 },
      addressOf: () => ({ sender: `198.51.100.${(made += 1)}`, socket: '127.0.0.1' }),
    });
    for (let i = 0; i < 20; i++)
      expect((await call('GET', '/messages', undefined, { by: null })).status).toBe(401);
    expect((await call('GET', '/messages')).status).toBe(429);
  });

  test('the counts of only 10,000 addresses are kept, however many send', async () => {
    const app = new Hono().get(
      '/:key',
      limitRate(1, c => c.req.param('key') ?? ''),
      c => c.text('here'),
    );
    const statusOf = async (key: string) => (await app.request(`/${key}`)).status;
    expect([await statusOf('first'), await statusOf('first')]).toEqual([200, 429]);
    for (let i = 0; i < 9_999; i++) await statusOf(`${i}`);
    expect([await statusOf('first'), await statusOf('9998')]).toEqual([429, 429]);
    await statusOf('one more');
    expect([await statusOf('first'), await statusOf('9998')]).toEqual([200, 429]);
  });

  test('after the clock was set back, nobody is refused for longer than a minute', async () => {
    const { call } = aCompanion(household, { rates: { ...none, phone: 1 } });
    await call('GET', '/messages');
    expect((await call('GET', '/messages')).status).toBe(429);
    const earlier = Date.now() - hours(1);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(earlier);
    expect((await call('GET', '/messages')).status).toBe(200);
    clock.mockRestore();
  });

  test('attempts to pair are refused sooner than other requests', async () => {
    const { call } = aCompanion(household, { rates: { ...none, pairing: 2 } });
    const knock = () =>
      call(
        'POST',
        '/pair',
        { code: 'ABCD-EFGH', phone: { key: sara.jwk, name: 'x' }, recovery: sara.jwk },
        { by: sara },
      );
    for (let i = 0; i < 2; i++) expect((await knock()).status).not.toBe(429);
    expect((await knock()).status).toBe(429);
    expect((await call('GET', '/messages')).status).toBe(200);
  });

  test('a phone that waits to be added is never refused, also after its owner has mistyped the code four times', async () => {
    const { call } = aCompanion(household, { rates: usualRates });
    const ben = await aPhone('Ben’s phone');
    const { code } = (await call('POST', '/invitation')).body as { code: string };
    const ask = (typed: string) =>
      call(
        'POST',
        '/pair',
        { code: typed, phone: { key: ben.jwk, name: 'x' }, recovery: ben.jwk },
        { by: ben },
      );
    for (let i = 0; i < 4; i++) expect((await ask('ABCD-EFGH')).body).toMatchObject({ code: 'code-wrong' });
    for (let asked = 0; asked < minutes(1); asked += ASK_ADMISSION_EVERY)
      expect(await ask(code)).toMatchObject({ status: 200, body: { waiting: true } });
  });

  test('a proof that was not let through is not used up', async () => {
    const { call } = aCompanion(household, { rates: { ...none, address: 1 } });
    await call('GET', '/messages');
    const before = household.documents.everything();
    expect((await call('POST', '/invitation')).status).toBe(429);
    expect(household.documents.everything()).toEqual(before);
  });
});
