import { describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../../services/ports/channel.ts';
import { consentOf, stopMessages } from '../../../core/household/consent.ts';
import { type Address, type Contact, addressDigest } from '../../../core/household/contact.ts';
import { type Duration, hours } from '../../../core/household/instant.ts';
import type { AttemptResult, Attempt } from '../../../core/message/outcome.ts';
import { changeConsent } from '../../../services/storage/change-consent.ts';
import {
  type TestHousehold,
  aHousehold,
  releasing,
  storedMessage,
  trustOf,
} from '../../support/builders/a-household.ts';
import {
  aMessageId,
  anAttempt,
  aContact,
  aLink,
  noon,
  puts,
  removes,
} from '../../support/builders/builders.ts';
import { aCourier } from '../../support/builders/a-courier.ts';

const anna = aContact({
  addresses: ['first@example.org', 'second@example.org', 'third@example.org'].map(address => ({
    channel: 'email',
    address,
  })),
});
const digestOf = (address: string) => addressDigest({ channel: 'email', address });

/**
 * A household whose contact has three addresses, each of which answers as told. It notes who was sent what. `meanwhile`
 * happens while a service is being sent the recording.
 */
async function aHouseholdWhere(
  answers: Record<string, AttemptResult>,
  contact: Contact = anna,
  asked?: { wait: Duration },
  meanwhile: (home: TestHousehold, delivery: Delivery) => Promise<void> = async () => {},
) {
  const home = await aHousehold({ says: [puts(contact)] });
  const deliveries: Delivery[] = [];
  const send = async (delivery: Delivery): Promise<Attempt> => {
    const halted = await delivery.begin();
    if (halted) return halted;
    deliveries.push(delivery);
    await meanwhile(home, delivery);
    if (asked) return { ...anAttempt('not-taken'), ...asked };
    return anAttempt(answers[delivery.to.address] ?? 'taken');
  };
  const { visit } = aCourier(home, {
    channel: { timeout: hours(0.01), send },
    stopPage: (_, { digest }) => `https://home.example/stop/${digest}`,
  });
  const tried = () => deliveries.map(({ to }) => to.address);
  const release = (name?: string) => releasing(home, { id: aMessageId(name) }, undefined, contact);
  return { home, visit, deliveries, tried, release };
}

const stopped = (home: TestHousehold, address: string) =>
  changeConsent(home.documents, home.household, consent =>
    stopMessages(consent, digestOf(address), { at: noon, by: 'page' }),
  );

describe("a contact's addresses", () => {
  test('a message goes to the first address alone while that takes it', async () => {
    const { home, visit, tried, release } = await aHouseholdWhere({});
    const message = await release();
    await visit(message);
    expect(tried()).toEqual(['first@example.org']);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'delivered' });
  });

  test('the next address is tried at once after a clear refusal, under a claim of its own', async () => {
    const { home, visit, tried, deliveries, release } = await aHouseholdWhere({
      'first@example.org': 'refused',
    });
    const message = await release();
    await visit(message);
    expect(tried()).toEqual(['first@example.org', 'second@example.org']);
    expect(new Set(deliveries.map(({ claim }) => claim)).size).toBe(2);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'delivered',
      history: [
        { event: 'held' },
        { event: 'released' },
        { event: 'sending' },
        { event: 'refused', outcome: anAttempt('refused').outcome },
        { event: 'sending' },
        { event: 'delivered' },
      ],
    });
  });

  test('a message that all addresses refuse has failed, and none is tried again', async () => {
    const { home, visit, tried, release } = await aHouseholdWhere({
      'first@example.org': 'refused',
      'second@example.org': 'refused',
      'third@example.org': 'refused',
    });
    const message = await release();
    await visit(message);
    home.clock.pass(hours(2));
    await visit(message);
    expect(tried()).toEqual(['first@example.org', 'second@example.org', 'third@example.org']);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'failed' });
  });

  test.each(['not-taken', 'unclear'] as const)(
    'no other address is tried after an attempt that was %s',
    async result => {
      const { home, visit, tried, release } = await aHouseholdWhere({ 'first@example.org': result });
      const message = await release();
      await visit(message);
      home.clock.pass(hours(2));
      await visit(message);
      expect(new Set(tried())).toEqual(new Set(['first@example.org']));
    },
  );

  test.each([
    [hours(0.5), hours(0.5)],
    [hours(5), hours(1)],
  ])('a service that asks to wait for %p ms is tried again after %p ms', async (wait, tried) => {
    const { home, visit, deliveries, release } = await aHouseholdWhere({}, anna, { wait });
    const message = await release();
    const next = await visit(message);
    expect([next, deliveries.length]).toEqual([home.clock.now() + tried, 1]);
  });

  test('an address that asks to wait is tried again, after one that has refused', async () => {
    const answers: Record<string, AttemptResult> = {
      'first@example.org': 'refused',
      'second@example.org': 'not-taken',
    };
    const { home, visit, tried, release } = await aHouseholdWhere(answers);
    const message = await release();
    await visit(message);
    answers['second@example.org'] = 'taken';
    home.clock.pass(hours(1));
    await visit(message);
    expect(tried()).toEqual(['first@example.org', 'second@example.org', 'second@example.org']);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'delivered' });
  });
});

describe('what a recipient agrees to', () => {
  test('only the first message to an address is marked as the first', async () => {
    const { visit, deliveries, release } = await aHouseholdWhere({});
    for (const id of ['01JFIRST', '01JSECOND']) await visit(await release(id));
    const url = `https://home.example/stop/${digestOf('first@example.org').digest}`;
    expect(deliveries.map(({ stop }) => stop)).toEqual([
      { url, isFirst: true },
      { url, isFirst: false },
    ]);
  });

  test('an address is known after a message to it was taken, and not before', async () => {
    const { home, visit, release } = await aHouseholdWhere({ 'first@example.org': 'refused' });
    await visit(await release());
    const consent = await home.documents.get(home.household, 'consent', 'consent');
    expect(consentOf(consent, digestOf('first@example.org'))).toBeUndefined();
    expect(consentOf(consent, digestOf('second@example.org'))).toEqual(digestOf('second@example.org'));
  });

  test('nothing is sent to an address whose recipient has stopped messages; the next address is tried', async () => {
    const { home, visit, tried, release } = await aHouseholdWhere({});
    await stopped(home, 'first@example.org');
    const message = await release();
    await visit(message);
    expect(tried()).toEqual(['second@example.org']);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'delivered' });
  });

  test('a message to a recipient who has stopped messages fails as stopped', async () => {
    const home = await aHouseholdWhere({}, aContact());
    await stopped(home.home, aContact().addresses[0]!.address);
    const message = await home.release();
    await home.visit(message);
    expect(home.tried()).toEqual([]);
    expect(await storedMessage(home.home, message)).toMatchObject({
      state: 'failed',
      outcome: { code: 'stopped' },
    });
  });
});

describe('a recipient who stops messages while one is under way', () => {
  const whileSending = (answers: Record<string, AttemptResult>, contact = anna) =>
    aHouseholdWhere(answers, contact, undefined, (home, { to }) => stopped(home, to.address));

  test('a message that was being sent is delivered, and the stop is kept for the next', async () => {
    const { home, visit, tried, release } = await whileSending({}, aContact());
    const message = await release();
    await visit(message);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'delivered' });
    const consent = await home.documents.get(home.household, 'consent', 'consent');
    expect(consent?.addresses).toMatchObject([{ stopped: { by: 'page' } }]);
    expect(tried()).toHaveLength(1);
  });

  test('a message that the service wants later is not sent to the stopped address again, but to the next', async () => {
    const { home, visit, tried, release } = await whileSending({ 'first@example.org': 'not-taken' });
    const message = await release();
    await visit(message);
    home.clock.pass(hours(1));
    await visit(message);
    expect(tried()).toEqual(['first@example.org', 'second@example.org']);
  });

  test('a stop that is stored while the courier loads the recording counts for this message', async () => {
    const { home, visit, tried, release } = await aHouseholdWhere({}, aContact());
    const message = await release();
    const { recordings } = home;
    const load = recordings.get.bind(recordings);
    recordings.get = async (...what) => {
      await stopped(home, aContact().addresses[0]!.address);
      return load(...what);
    };
    await visit(message);
    expect(tried()).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject({ outcome: { code: 'stopped' } });
  });
});

test('nothing is sent where the store cannot say who has stopped messages, and the failure is thrown once', async () => {
  const { home, visit, tried, release } = await aHouseholdWhere({});
  const message = await release();
  const unhandled: unknown[] = [];
  const note = (error: unknown) => void unhandled.push(error);
  process.on('unhandledRejection', note);
  const { documents, recordings } = home;
  const get = documents.get.bind(documents);
  documents.get = async (household, kind, id) => {
    if (kind === 'consent') throw new Error('The disk is full.');
    return get(household, kind, id);
  };
  const load = recordings.get.bind(recordings);
  recordings.get = async (...what) => {
    await new Promise(done => setTimeout(done, 20));
    return load(...what);
  };
  await expect(visit(message)).rejects.toThrow('The disk is full.');
  process.off('unhandledRejection', note);
  expect([tried(), unhandled]).toEqual([[], []]);
  expect(await storedMessage(home, message)).toMatchObject({ state: 'released' });
});

describe('a message that somebody edits in the database before its delivery', () => {
  const { outcome } = anAttempt('refused');
  const all = anna.addresses.map(address => ({ ...addressDigest(address), outcome }));
  const foreign = { ...digestOf('eve@example.com'), outcome };

  /** What becomes of a released message after its list of addresses that have refused it was replaced. */
  async function edited(refused: unknown, answers: Record<string, AttemptResult> = {}) {
    const { home, release, visit, tried } = await aHouseholdWhere(answers);
    const held = await release();
    const message = await storedMessage(home, held);
    await home.documents.put({ ...message, refused } as never, message.version);
    await visit(held);
    return [tried(), (await storedMessage(home, held)).state];
  }

  test('a message that all addresses are said to have refused goes to the first one', async () => {
    expect(await edited(all)).toEqual([['first@example.org'], 'delivered']);
  });

  test('a message that all addresses are said to have refused fails when the first one refuses it', async () => {
    expect(await edited(all, { 'first@example.org': 'refused' })).toEqual([['first@example.org'], 'failed']);
  });

  test.each<[string, unknown]>([
    ['an address of nobody', [foreign]],
    ['the digest of its address under another channel', [{ ...all[0]!, channel: 'telegram' }]],
    ['an address of nobody a thousand times', Array.from({ length: 1_000 }, () => foreign)],
  ])('a message that %s is said to have refused goes to the first address', async (_, refused) => {
    expect(await edited(refused)).toEqual([['first@example.org'], 'delivered']);
  });

  test.each<[string, unknown]>([
    ['is no list', { digest: 'of nobody' }],
    ['is a text', 'nobody'],
    ['is null', null],
    ['is a list of nothing', [null]],
  ])(
    'a message whose list of addresses that have refused it %s fails, and is not sent',
    async (_, refused) => {
      expect(await edited(refused)).toEqual([[], 'failed']);
    },
  );
});

describe('a contact that a phone changes between two attempts', () => {
  const [first, second] = anna.addresses as [Address, Address];
  const eve: Address = { channel: 'email', address: 'eve@example.com' };

  test.each<[string, AttemptResult, Contact | undefined, string]>([
    ['has another second address', 'refused', { ...anna, addresses: [first, eve] }, 'address-changed'],
    ['has lost its first address', 'refused', { ...anna, addresses: [second] }, 'address-changed'],
    ['is gone', 'refused', undefined, 'unknown-contact'],
    ['has another address at the retry', 'not-taken', { ...anna, addresses: [eve] }, 'address-changed'],
  ])('a contact that %s gets nothing more of the message', async (_, result, contact, code) => {
    const answers = { 'first@example.org': result };
    const { home, visit, tried, release } = await aHouseholdWhere(answers, anna, undefined, async () => {
      const trust = await trustOf(home);
      const link = await aLink(home.phone, trust.links, contact ? puts(contact) : removes(anna));
      await home.documents.put({ ...trust, links: [...trust.links, link] }, trust.version);
    });
    const message = await release();
    await visit(message);
    home.clock.pass(hours(0.5));
    await visit(message);
    expect(tried()).toEqual(['first@example.org']);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'failed', outcome: { code } });
  });
});
