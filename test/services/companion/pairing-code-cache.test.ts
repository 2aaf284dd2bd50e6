import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { cachePairingCode } from '../../../services/companion/pairing-code-cache.ts';
import { offerPairing, pairPhone } from '../../../services/companion/pair-phone.ts';
import { minutes } from '../../../core/household/instant.ts';
import { aClock, aHouseholdId, anchor, aPhone, type TestClock } from '../../support/builders/builders.ts';
import { type MemoryDocuments, memoryDocuments } from '../../support/memory/memory-documents.ts';

const household = aHouseholdId();
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
    phone: () => 'https://home.example.org/phone/',
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
async function type(code: string, sender = 'somewhere'): Promise<string> {
  const phone = await aPhone();
  const paired = await pairPhone(
    { documents, anchor },
    household,
    { code, phone: { key: phone.jwk, name: 'P' }, recovery: phone.jwk },
    { sender, now: clock.now() },
  );
  return 'refused' in paired ? paired.refused : 'paired';
}

describe('The pairing cache', () => {
  test('the cached pairing code has eight characters and pairs a phone', async () => {
    const { code } = await offered();
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(await type(code)).toBe('paired');
  });

  test('the pairing link has the code only in its fragment, which no browser sends', async () => {
    const { code, link } = await offered();
    const { origin, pathname, search, hash } = new URL(link);
    expect(origin + pathname + search).toBe('https://home.example.org/phone/');
    expect(Object.fromEntries(new URLSearchParams(hash.slice(1)))).toEqual({ code, household });
  });

  test('the cached pairing code is in no document', async () => {
    const { code } = await offered();
    const kept = JSON.stringify(documents.everything());
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(code.replace('-', ''));
  });

  test('callers one after another get the same pairing code', async () => {
    const first = await offered();
    clock.pass(minutes(6));
    expect(await offered()).toEqual(first);
  });

  test('callers at the same time get the same pairing code, and it pairs', async () => {
    const [one, other] = await Promise.all([offered(), offered()]);
    expect(one.code).toBe(other.code);
    expect(await offered()).toEqual(one);
    expect(await type(one.code)).toBe('paired');
  });

  test('the cached pairing code stays the same after a wrong code was typed', async () => {
    const { code } = await offered();
    expect(await type('0000-0000')).toBe('code-wrong');
    expect((await offered()).code).toBe(code);
  });

  test('a cached pairing code with too little time left to type is replaced', async () => {
    const first = await offered();
    clock.pass(minutes(7));
    const next = await offered();
    expect(next.code).not.toBe(first.code);
    expect(next.until - clock.now()).toBe(minutes(10));
    expect(await type(first.code)).toBe('code-wrong');
    expect(await type(next.code)).toBe('paired');
  });

  test('a cached pairing code is replaced after the clock was set back', async () => {
    const first = await cache.current();
    clock.pass(-minutes(60));
    expect((await cache.current())?.code).not.toBe(first?.code);
  });

  test('a cached pairing code whose attempts are used up is replaced', async () => {
    const first = await offered();
    for (let tries = 0; tries < 100; tries++) await type('0000-0000', `sender ${tries}`);
    expect(await type(first.code)).toBe('code-used-up');
    const next = await offered();
    expect(next.code).not.toBe(first.code);
    expect(await type(next.code)).toBe('paired');
  });

  test('a restarted process makes a new pairing code, because the code itself is not stored', async () => {
    const first = await offered();
    cache = openCache();
    const next = await offered();
    expect(next.code).not.toBe(first.code);
    expect(await type(first.code)).toBe('code-wrong');
  });

  test('a cached pairing code is replaced if another pairing was opened', async () => {
    const first = await offered();
    await offerPairing({ documents, anchor, random: randomBytes }, household, clock.now());
    const next = await offered();
    expect(next.code).not.toBe(first.code);
    expect(await type(next.code)).toBe('paired');
  });

  test('no pairing code is offered once a phone is paired, also after a restart', async () => {
    await type((await offered()).code);
    expect(await cache.current()).toBeUndefined();
    expect(await openCache().current()).toBeUndefined();
  });

  test('the cache offers a pairing code again after a failure of the store', async () => {
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
