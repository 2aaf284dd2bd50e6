import { beforeAll, describe, expect, test } from '@jest/globals';
import type { TestHousehold } from '../support/builders/a-household.ts';
import { aCompanion, origin } from '../support/builders/a-companion.ts';
import { howFar, TIMEOUT } from '../support/how-far.ts';
import { fuzzApi } from './api.ts';
import { asSent, examplesFor, isOfHousehold, nameOf, routesOf } from './api-examples.ts';
import { tracesIn } from './mutate.ts';
import { aWorld, now, own, state, storesOf, words, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await aWorld();
});

async function anApi() {
  const stores = await storesOf(world);
  const clock = { now: () => now, pass: () => now };
  const household: TestHousehold = { household: own, ...stores, clock, phone: world.phone };
  return { ...stores, ...aCompanion(household) };
}

describe('What the API is fuzzed with', () => {
  test('the fuzzer has a valid request for every route', async () => {
    const { api } = await anApi();
    const examples = await examplesFor(api, world);
    expect(new Set(examples.map(({ route }) => route))).toEqual(new Set(routesOf(api).map(nameOf)));
    for (const example of examples) {
      const { route, method, path, by } = example;
      const fresh = await anApi();
      const sent = asSent(example);
      const proof = await by.prove(sent, now);
      const response = await fresh.api.request(origin + path, {
        method,
        headers: { DPoP: proof },
        ...(method !== 'GET' && { body: new Uint8Array(sent.body) }),
      });
      expect([route, response.status]).toEqual([route, 200]);
    }
  });

  test('each valid request with a body changes something, so that the fuzzer would notice it', async () => {
    const examples = await examplesFor((await anApi()).api, world);
    for (const example of examples.filter(one => one.body !== undefined && isOfHousehold(one))) {
      const { route, method, path, by } = example;
      const { api, documents } = await anApi();
      const before = state(documents);
      const sent = asSent(example);
      const proof = await by.prove(sent, now);
      await api.request(origin + path, { method, headers: { DPoP: proof }, body: new Uint8Array(sent.body) });
      expect([route, state(documents)]).not.toEqual([route, before]);
    }
  });
});

describe('A request that a broken store keeps from being answered', () => {
  const broken = () => Promise.reject(new Error(`the engine broke at "${words}" in /data/documents.db`));

  test('a request to a broken store is answered as storage-failed, and neither answer nor log says more', async () => {
    const examples = await examplesFor((await anApi()).api, world);
    for (const example of examples.filter(isOfHousehold)) {
      const { route, method, path, by } = example;
      const { documents, recordings } = await anApi();
      const { api, lines } = aCompanion(
        {
          household: own,
          documents: { ...documents, list: broken, put: broken, forget: broken },
          recordings: { ...recordings, get: broken },
          clock: { now: () => now, pass: () => now },
          phone: world.phone,
        },
        {},
      );
      const sent = asSent(example);
      const proof = await by.prove(sent, now);
      const bodied = method === 'GET' ? {} : { body: new Uint8Array(sent.body) };
      const response = await api.request(origin + path, { method, headers: { DPoP: proof }, ...bodied });
      const text = await response.text();
      expect([route, response.status, JSON.parse(text)]).toEqual([
        route,
        503,
        expect.objectContaining({ code: 'storage-failed' }),
      ]);
      expect([route, tracesIn(text, [words]), lines]).toEqual([
        route,
        [],
        ['{"event":"request failed","code":"Error"}'],
      ]);
    }
  });
});

test(
  'any request to the API is answered without failing, changes nothing without a valid proof, and shows nothing of the inside',
  async () => {
    const count = Object.entries(await fuzzApi(howFar({ short: 800, long: 45_000 })));
    const all = (is: (status: number) => boolean) =>
      count.reduce((sum, [status, times]) => sum + (is(Number(status)) ? times : 0), 0);
    const [ok, refused] = [all(status => status < 400), all(status => status >= 400)];
    // It reached the inside, and it was turned away.
    expect(Math.min(ok, refused)).toBeGreaterThan(howFar({ short: 40, long: 1_000 }));
  },
  TIMEOUT,
);
