import { describe, expect, test } from '@jest/globals';
import { Hono } from 'hono';
import { addressBehindCloudFront, ORIGIN_SECRET_HEADER } from '../../lambda/address-of.ts';

const secret = 's'.repeat(43);
const addressOf = addressBehindCloudFront(secret);
const app = new Hono()
  .get('/', c => c.text(addressOf(c).sender))
  .get('/socket', c => c.text(addressOf(c).socket));

const phone = '203.0.113.7';
const cloudFront = '198.51.100.1';
const lambda = { event: { requestContext: { http: { sourceIp: cloudFront } } } };

/** The address that a request with these headers is known by; `env` is what Lambda gives beside it. */
async function addressOfRequest(headers: Record<string, string>, env: object | undefined = lambda) {
  return (await app.request('/', { headers }, env)).text();
}
const fromCloudFront = (forwarded: string) => ({
  [ORIGIN_SECRET_HEADER]: secret,
  'X-Forwarded-For': forwarded,
});

describe('the address of a phone', () => {
  test.each([
    ['behind CloudFront is the one before CloudFront’s', `${phone}, ${cloudFront}`],
    ['is read without spaces as well', `${phone},${cloudFront}`],
    ['is read with more spaces than needed', `  ${phone} ,   ${cloudFront} `],
    ['is not what the phone itself wrote before it', `192.0.2.1, 192.0.2.2, ${phone}, ${cloudFront}`],
  ])('the address of a phone %s', async (_what, forwarded) => {
    expect(await addressOfRequest(fromCloudFront(forwarded))).toBe(phone);
  });

  test('the address of a phone may be an IPv6 address', async () => {
    expect(await addressOfRequest(fromCloudFront(`2001:db8::7, ${cloudFront}`))).toBe('2001:db8:0:0::/64');
  });

  test.each([
    ['nothing is forwarded', {}],
    ['one address is forwarded', { 'X-Forwarded-For': phone }],
    ['something else than an address is forwarded', { 'X-Forwarded-For': `made up, ${cloudFront}` }],
  ])('the address is the one that API Gateway saw if %s', async (_what, headers) => {
    expect(await addressOfRequest({ [ORIGIN_SECRET_HEADER]: secret, ...headers })).toBe(cloudFront);
  });

  test.each([
    ['no secret', undefined],
    ['an empty secret', ''],
    ['a wrong secret', 'x'.repeat(43)],
    ['the beginning of the secret', secret.slice(0, -1)],
    ['the secret twice', `${secret}, ${secret}`],
  ])('a caller who goes past CloudFront with %s cannot make up an address', async (_what, given) => {
    const headers = {
      ...fromCloudFront(`${phone}, ${cloudFront}`),
      ...(given !== undefined && { [ORIGIN_SECRET_HEADER]: given }),
    };
    if (given === undefined) delete (headers as Record<string, string>)[ORIGIN_SECRET_HEADER];
    expect(await addressOfRequest(headers)).toBe(cloudFront);
  });

  test('a caller who goes past CloudFront keeps the socket that API Gateway saw', async () => {
    const sockets = ['1.2.3.4', '1.2.3.4, 5.6.7.8', 'made up, too', ''].map(async header =>
      (await app.request('/socket', { headers: { 'X-Forwarded-For': header } }, lambda)).text(),
    );
    expect(new Set(await Promise.all(sockets))).toEqual(new Set([cloudFront]));
  });

  test.each([
    ['in what Lambda gave', {}],
    ['in the event', { event: {} }],
    ['in the event’s context', { event: { requestContext: {} } }],
    ['in the context of an event of another kind', { event: { requestContext: { http: {} } } }],
  ])('the address is unknown if there is none %s', async (_where, env) => {
    expect(await addressOfRequest({ 'X-Forwarded-For': phone }, env)).toBe('unknown');
  });
});
