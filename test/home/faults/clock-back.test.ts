import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { makeProof } from '../../../core/approval/proof.ts';
import { after, type Duration, type Instant, minutes, seconds } from '../../../core/household/instant.ts';
import type { PhoneClient } from '../../support/builders/phone-client.ts';
import {
  pairedPhone,
  startTestHomeServer,
  type TestHomeServer,
} from '../../support/home/test-home-server.ts';

let at: TestHomeServer;
let phone: PhoneClient;
/** How far the server's clock is ahead of the real one, which the phone's requests below go by too. */
let start: Instant;

beforeEach(async () => {
  at = await startTestHomeServer();
  phone = await pairedPhone(at);
  start = at.adapters.clock();
});
afterEach(() => at.stop());

/** Sets the server's clock to so long after the start of the test. */
const setClock = (time: Duration) => at.pass(after(start, time) - at.adapters.clock());
const sweep = () => at.adapters.documents.purge(at.adapters.clock());

type Captured = { url: string; proof: string };
/** A request whose proof says so long after the start of the test. */
async function capture(time: Duration): Promise<Captured> {
  const url = `${at.origin}/api/households/${at.server.household}/rooms`;
  const { id, key, jwk } = phone.keys;
  const request = { method: 'GET', url, body: new Uint8Array() };
  const made = { at: after(start, time), jti: randomUUID() };
  return { url, proof: await makeProof(request, { phone: id, key, jwk }, made) };
}
async function send({ url, proof }: Captured): Promise<{ status: number; code?: string; now?: Instant }> {
  const response = await fetch(url, { headers: { DPoP: proof } });
  const { code, now } = (await response.json()) as { code?: string; now?: Instant };
  return { status: response.status, ...(code !== undefined && { code }), ...(now !== undefined && { now }) };
}

describe('A used proof, when the clock of the server went forward and back', () => {
  test('a used proof is refused after the clock went forward past a sweep and back, and a fresh one is accepted', async () => {
    const used = await capture(0);
    expect((await send(used)).status).toBe(200);
    setClock(minutes(10));
    await sweep();
    for (const time of [-59, 0, 30, 59]) {
      setClock(seconds(time));
      expect((await send(used)).status).toBe(401);
    }
    setClock(seconds(20));
    expect((await send(await capture(seconds(20)))).status).toBe(200);
  });

  test('a proof whose time was ahead is refused just so', async () => {
    const used = await capture(seconds(58));
    expect((await send(used)).status).toBe(200);
    setClock(minutes(2));
    await sweep();
    for (const time of [0, 58, 100]) {
      setClock(seconds(time));
      expect((await send(used)).status).toBe(401);
    }
  });

  test('proofs that were used under a fast clock are refused when their time comes again', async () => {
    setClock(minutes(10));
    const used = await capture(minutes(10));
    expect((await send(used)).status).toBe(200);
    setClock(minutes(15));
    await sweep();
    setClock(0);
    await sweep();
    const { now = start } = await send(await capture(0));
    expect((await send(await capture(now - start))).status).toBe(200);
    setClock(minutes(10));
    expect(await send(used)).toMatchObject({ status: 401, code: 'proof-stale' });
    setClock(minutes(12));
    expect((await send(await capture(minutes(12)))).status).toBe(200);
  });
});
