import { describe, expect, test } from '@jest/globals';
import { Hono } from 'hono';
import { addressOf } from '../../lambda/address-of.ts';

const app = new Hono()
  .get('/', c => c.text(addressOf(c).sender))
  .get('/socket', c => c.text(addressOf(c).socket));

/** The address that a request with this header is known by; `env` is what Lambda hands over beside it. */
async function addressBehind(forwardedFor: string | undefined, env?: object): Promise<string> {
  const headers: Record<string, string> =
    forwardedFor === undefined ? {} : { 'X-Forwarded-For': forwardedFor };
  return (await app.request('/', { headers }, env)).text();
}

const phone = '203.0.113.7';
const cloudFront = '198.51.100.1';
const lambda = { event: { requestContext: { http: { sourceIp: cloudFront } } } };

describe('the address of a phone', () => {
  test.each([
    ['behind CloudFront is the one before CloudFront’s', `${phone}, ${cloudFront}`],
    ['is read without spaces as well', `${phone},${cloudFront}`],
    ['is read with spaces more than enough', `  ${phone} ,   ${cloudFront} `],
    ['is not what the phone itself wrote down before it', `192.0.2.1, 192.0.2.2, ${phone}, ${cloudFront}`],
    ['that asked the API itself is the only one', phone],
  ])('%s', async (_what, forwardedFor) => {
    expect(await addressBehind(forwardedFor, lambda)).toBe(phone);
  });

  test('the address of a phone may be an IPv6 address', async () => {
    expect(await addressBehind(`2001:db8::7, ${cloudFront}`, lambda)).toBe('2001:db8:0:0::/64');
  });

  test('without X-Forwarded-For the address is the one that API Gateway saw', async () => {
    expect(await addressBehind(undefined, lambda)).toBe(cloudFront);
  });

  test('a caller who goes past CloudFront makes up senders, and keeps the socket that API Gateway saw', async () => {
    const sockets = ['1.2.3.4', '1.2.3.4, 5.6.7.8', 'made up, too', ''].map(async header =>
      (await app.request('/socket', { headers: { 'X-Forwarded-For': header } }, lambda)).text(),
    );
    expect(new Set(await Promise.all(sockets))).toEqual(new Set([cloudFront]));
  });

  test.each([
    ['beside the request', undefined],
    ['in what Lambda handed over', {}],
    ['in the event', { event: {} }],
    ['in the event’s context', { event: { requestContext: {} } }],
    ['in the context of an event of another kind', { event: { requestContext: { http: {} } } }],
  ])('the address is unknown where there is nothing %s', async (_where, env) => {
    expect(await addressBehind(undefined, env)).toBe('unknown');
  });
});
