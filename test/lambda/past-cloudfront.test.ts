import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ORIGIN_SECRET_HEADER } from '../../lambda/address-of.ts';
import { type Cloud, type CloudPhone, START_TIMEOUT, startCloud } from '../support/aws/a-cloud.ts';

let cloud: Cloud;
let phone: CloudPhone;
beforeAll(async () => {
  cloud = await startCloud();
  phone = await cloud.pairs();
}, START_TIMEOUT);
afterAll(() => (cloud as Cloud | undefined)?.stop());

/** Sends `count` requests to the API’s own address, each from a made-up address. Gives how many got 429. */
async function flood(count: number, headersOf: (i: number) => Record<string, string>): Promise<number> {
  let refused = 0;
  for (let i = 0; i < count; i++)
    if ((await phone.asks('GET', '/api/household', headersOf(i))).status === 429) refused += 1;
  return refused;
}

test('a caller who goes past CloudFront and makes up addresses has the limit of one address', async () => {
  const madeUp = (i: number) => ({
    [ORIGIN_SECRET_HEADER]: 'guessed',
    'x-forwarded-for': `198.51.${i >> 8}.${i & 255}, 203.0.113.9`,
  });
  expect(await flood(650, madeUp)).toBe(50);
  // Through CloudFront the same phone goes on.
  expect((await phone.call('GET', '/messages')).status).toBe(200);
});
