import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { cachePairingCode } from '../../../services/companion/pairing-code-cache.ts';
import { offerPairing, pairPhone } from '../../../services/companion/pair-phone.ts';
import { minutes } from '../../../core/household/instant.ts';
import { aClock, aHousehold, anchor, aPhone, type TestClock } from '../../support/builders/builders.ts';
import { type MemoryDocuments, memoryDocuments } from '../../support/memory/memory-documents.ts';

const household = aHousehold();
let documents: MemoryDocuments;
let clock: TestClock;
let cache: ReturnType<typeof cachePairingCode>;

const openCache = () =>
  cachePairingCode({
    documents,
    anchor,
    household,
    random: randomBytes,
    clock: clock.now,
    phone: () => 'https://house.example.org/phone/',
  });

beforeEach(() => {
  documents = memoryDocuments();
  clock = aClock();
  cache = openCache();
});

async function offered() {
  const offer = await cache.current();
  if (!offer) throw new Error('nothing was offered');
  return offer;
}

/** A phone types a code. */
async function type(code: string): Promise<string> {
  const phone = await aPhone();
  const paired = await pairPhone(
    { documents, anchor },
    household,
    { code, phone: { key: phone.jwk, name: 'P' }, recovery: phone.jwk },
    clock.now(),
  );
  return 'refused' in paired ? paired.refused : 'paired';
}

describe('The pairing cache', () => {
  test('offers a code of eight characters that pairs a phone', async () => {
    const { code } = await offered();
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(await type(code)).toBe('paired');
  });

  test('puts the code into the link’s fragment, which no browser sends, and nowhere else', async () => {
    const { code, link } = await offered();
    const { origin, pathname, search, hash } = new URL(link);
    expect(origin + pathname + search).toBe('https://house.example.org/phone/');
    expect(Object.fromEntries(new URLSearchParams(hash.slice(1)))).toEqual({ code, household });
  });

  test('keeps the code itself in no document', async () => {
    const { code } = await offered();
    const kept = JSON.stringify(documents.everything());
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(code.replace('-', ''));
  });

  test('gives the same code to all who ask, one after the other', async () => {
    const first = await offered();
    clock.pass(minutes(6));
    expect(await offered()).toEqual(first);
  });

  test('gives the same code to all who ask at the same time, and it pairs', async () => {
    const [one, other] = await Promise.all([offered(), offered()]);
    expect(one.code).toBe(other.code);
    expect(await offered()).toEqual(one);
    expect(await type(one.code)).toBe('paired');
  });

  test('still gives the same code after a wrong one was typed', async () => {
    const { code } = await offered();
    expect(await type('0000-0000')).toBe('code-wrong');
    expect((await offered()).code).toBe(code);
  });

  test('gives a new code, which the old one is not, when too little time is left to type it', async () => {
    const first = await offered();
    clock.pass(minutes(7));
    const next = await offered();
    expect(next.code).not.toBe(first.code);
    expect(next.until - clock.now()).toBe(minutes(10));
    expect(await type(first.code)).toBe('code-wrong');
    expect(await type(next.code)).toBe('paired');
  });

  test('gives a new code when the tries are used up', async () => {
    const first = await offered();
    for (let tries = 0; tries < 5; tries++) await type('0000-0000');
    expect(await type(first.code)).toBe('code-used-up');
    const next = await offered();
    expect(next.code).not.toBe(first.code);
    expect(await type(next.code)).toBe('paired');
  });

  test('gives a new code after a start: what the process before showed is known to nobody', async () => {
    const first = await offered();
    cache = openCache();
    const next = await offered();
    expect(next.code).not.toBe(first.code);
    expect(await type(first.code)).toBe('code-wrong');
  });

  test('gives a new code when somebody else opened a pairing, which voids what it showed', async () => {
    const first = await offered();
    await offerPairing({ documents, anchor, random: randomBytes }, household, clock.now());
    const next = await offered();
    expect(next.code).not.toBe(first.code);
    expect(await type(next.code)).toBe('paired');
  });

  test('offers nothing once a phone is paired, now and after a start', async () => {
    await type((await offered()).code);
    expect(await cache.current()).toBeUndefined();
    expect(await openCache().current()).toBeUndefined();
  });

  test('is open again after a failure of the store', async () => {
    const failing = { ...documents, get: () => Promise.reject(new Error('disk I/O error')) };
    let from: typeof documents = failing;
    cache = cachePairingCode({
      documents: {
        ...documents,
        get: ((...key: Parameters<typeof documents.get>) => from.get(...key)) as never,
      },
      anchor,
      household,
      random: randomBytes,
      clock: clock.now,
      phone: () => '',
    });
    await expect(cache.current()).rejects.toThrow('disk I/O error');
    from = documents;
    expect(await type((await offered()).code)).toBe('paired');
  });
});
