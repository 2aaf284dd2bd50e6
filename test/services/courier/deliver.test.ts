import { describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../../services/ports/channel.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import { consentOf, stopMessages } from '../../../core/household/consent.ts';
import { type Address, type Contact, addressDigest } from '../../../core/household/contact.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import {
  type Instant,
  type Duration,
  after,
  hours,
  minutes,
  seconds,
} from '../../../core/household/instant.ts';
import { without } from '../../../core/household/without.ts';
import type { AttemptResult, Attempt } from '../../../core/message/outcome.ts';
import type { Message } from '../../../core/message/message.ts';
import { recordingDigest } from '../../../core/message/recording/recording.ts';
import { sha256 } from '../../../core/household/sha256.ts';
import { eraseHousehold } from '../../../services/storage/erase-household.ts';
import { changeConsent } from '../../../services/storage/change-consent.ts';
import {
  type TestHousehold,
  aHousehold,
  moving,
  releasing,
  storedMessage,
  trustOf,
} from '../../support/builders/a-household.ts';
import {
  anAttempt,
  aClaim,
  aContact,
  aLink,
  aRecording,
  aRelease,
  noon,
  puts,
  removes,
} from '../../support/builders/builders.ts';
import { aChannel, aCourier, CHANNEL_TIMEOUT, mallorys, owner } from '../../support/builders/a-courier.ts';

describe('a release', () => {
  test('a released message is delivered byte for byte to the addresses in the trust list', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('taken');
    const at = home.clock.now();
    expect(await aCourier(home, { channel }).visit(message)).toBe(after(at, hours(24)));
    expect(deliveries).toEqual([
      {
        household: message.household,
        message: message.id,
        claim: 'claim-1',
        language: message.story.language,
        to: { name: 'Anna', channel: 'email', address: 'anna@example.org' },
        from: { household: null },
        stop: { url: null, isFirst: true },
        recording: aRecording(),
        begin: expect.any(Function),
      },
    ]);
    expect(recordingDigest((deliveries[0] as Delivery).recording)).toBe(message.recording.digest);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'delivered',
      outcome: anAttempt('taken').outcome,
    });
  });

  test("a microphone's recording is delivered without a transcript", async () => {
    const home = await aHousehold();
    const spoken = without(aRecording(), 'transcript');
    const message = await releasing(home, {}, spoken);
    const { channel, deliveries } = aChannel('taken');
    await aCourier(home, { channel }).visit(message);
    expect(deliveries[0]?.recording).toEqual(spoken);
  });

  test('a message goes to the contact in the signed release and not to the one in the document', async () => {
    const tom = aContact({
      id: 'tom' as ContactId,
      name: 'Tom',
      addresses: [{ channel: 'email', address: 'tom@example.org' }],
    });
    const home = await aHousehold({ says: [puts(aContact()), puts(tom)] });
    const message = await releasing(home, { contact: tom.id });
    const { channel, deliveries } = aChannel('taken');
    await aCourier(home, { channel }).visit(message);
    expect(deliveries.map(({ to }) => to.name)).toEqual(['Anna']);
  });

  test("a message is claimed before it is sent, with a lease longer than the channel's timeout", async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const during: Message[] = [];
    const { channel } = aChannel(async () => {
      during.push(await storedMessage(home, message));
      return 'taken';
    });
    const at = home.clock.now();
    await aCourier(home, { channel }).visit(message);
    expect(during).toMatchObject([{ state: 'sending', claim: { id: 'claim-1', at } }]);
    const [sending] = during as [Extract<Message, { state: 'sending' }>];
    expect(sending.claim.leaseUntil).toBeGreaterThan(after(at, CHANNEL_TIMEOUT));
  });

  test('a message is delivered once although two couriers attend to it at once', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('taken');
    const couriers = [1, 2, 3, 4].map(() => aCourier(home, { channel }));
    await Promise.all(couriers.map(({ visit }) => visit(message)));
    expect(deliveries).toHaveLength(1);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'delivered' });
  });

  test('a delivered message is not delivered again when it is attended to again', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('taken');
    const { visit } = aCourier(home, { channel });
    await visit(message);
    home.clock.pass(hours(1));
    await visit(message);
    expect(deliveries).toHaveLength(1);
  });

  test('a claim that took too long to store is given back without being sent, and tried again', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('taken');
    const slow: Documents = {
      ...home.documents,
      async put(document, ...conditions) {
        const stored = await home.documents.put(document, ...conditions);
        if (document.kind === 'message' && document.state === 'sending') home.clock.pass(seconds(31));
        return stored;
      },
    };
    await aCourier(home, { channel, documents: slow }).visit(message);
    expect(deliveries).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'released', attempts: 1 });

    home.clock.pass(seconds(38));
    await aCourier(home, { channel }).visit(message);
    expect(deliveries).toHaveLength(1);
  });

  test('a release that is undone before the claim is not sent', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('taken');
    let once = false;
    const documents: Documents = {
      ...home.documents,
      async put(document, ifVersion, also) {
        if (!once) await moving(home, message, { do: 'undo', phone: home.phone.id });
        once = true;
        return home.documents.put(document, ifVersion, also);
      },
    };
    await aCourier(home, { documents, channel }).visit(message);
    expect(deliveries).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'held' });
  });
});

test('of a household that is erased while a message is being sent, nothing is left and nothing is written', async () => {
  const home = await aHousehold();
  const message = await releasing(home);
  const { channel } = aChannel(async () => {
    await eraseHousehold(home, home.household);
    // As the outbox does, which is erased with the recordings.
    await home.recordings.put(owner(message), new TextEncoder().encode('a mail'));
    return 'taken';
  });
  await aCourier(home, { channel }).visit(message);
  expect(home.documents.everything()).toEqual([]);
  expect(await home.recordings.get(owner(message), sha256('a mail'))).toBeUndefined();
});

describe('after the owner changed the trust list', () => {
  /** Appends a link as the owner's phone would. */
  async function appending(home: TestHousehold, said: Parameters<typeof aLink>[2]): Promise<void> {
    const trust = await trustOf(home);
    const links = [...trust.links, await aLink(home.phone, trust.links, said)];
    expect(await home.documents.put({ ...trust, links }, trust.version)).toBe(true);
  }

  test.each([
    ['changed the address', puts(mallorys), 'address-changed'],
    ['removed the contact', removes(aContact()), 'unknown-contact'],
  ])('a release to the old contact is not sent after the owner %s', async (_, said, code) => {
    const home = await aHousehold();
    const message = await releasing(home);
    await appending(home, said);
    const { channel, deliveries } = aChannel('taken');
    await aCourier(home, { channel }).visit(message);
    expect(deliveries).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'failed', outcome: { code } });
  });

  test('a message is sent after the owner changed another contact', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    await appending(home, puts(aContact({ id: 'tom' as ContactId, name: 'Tom' })));
    const { channel, deliveries } = aChannel('taken');
    await aCourier(home, { channel }).visit(message);
    expect(deliveries).toHaveLength(1);
  });

  test('a delivery is verified again if the trust list changed between verification and claim', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const claims: boolean[] = [];
    const documents: Documents = {
      ...home.documents,
      async put(document, ifVersion, also) {
        const claiming = document.kind === 'message' && document.state === 'sending';
        if (claiming && claims.length === 0) await appending(home, puts(mallorys));
        const stored = await home.documents.put(document, ifVersion, also);
        if (claiming) claims.push(stored);
        return stored;
      },
    };
    const { channel, deliveries } = aChannel('taken');
    await aCourier(home, { documents, channel }).visit(message);
    expect(claims).toEqual([false]);
    expect(deliveries).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'failed',
      outcome: { code: 'address-changed' },
    });
  });
});

describe('what the channel says', () => {
  test("a refused message fails with the service's reply and is not tried again", async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('refused');
    const { visit } = aCourier(home, { channel });
    await visit(message);
    home.clock.pass(hours(2));
    await visit(message);
    expect(deliveries).toHaveLength(1);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'failed',
      outcome: anAttempt('refused').outcome,
    });
  });

  test('a message that was not taken is tried again after a pause that doubles and varies by up to a quarter, each time under a new claim', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('not-taken', 'not-taken', 'taken');
    const { visit } = aCourier(home, { channel });
    const pauseAfterVisit = async () => ((await visit(message)) as Instant) - home.clock.now();
    const first = await pauseAfterVisit();
    expect(first).toBeGreaterThanOrEqual(seconds(30));
    expect(first).toBeLessThanOrEqual(seconds(37.5));
    home.clock.pass(first - 1);
    expect(await pauseAfterVisit()).toBe(1);
    expect(deliveries).toHaveLength(1);
    home.clock.pass(1);
    const second = await pauseAfterVisit();
    expect(second).toBeGreaterThanOrEqual(seconds(60));
    expect(second).toBeLessThanOrEqual(seconds(75));
    home.clock.pass(second);
    await visit(message);
    expect(deliveries.map(({ claim }) => claim)).toEqual(['claim-1', 'claim-2', 'claim-3']);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'delivered', attempts: 2 });
  });

  test('a message that is not taken all day fails at sendBy', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('not-taken');
    const { visit } = aCourier(home, { channel });
    const visits = async () => {
      const again = await visit(message);
      return again === 'missing' ? undefined : again;
    };
    for (let again = await visits(); again && again <= message.sendBy; again = await visits())
      home.clock.pass(again - home.clock.now());
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'failed',
      outcome: { code: 'gave-up' },
    });
    // Pauses of 30 s, doubling, and an hour between the later ones.
    expect(deliveries.length).toBeGreaterThan(24);
    expect(deliveries.length).toBeLessThan(35);
  });

  test('nothing is sent if the lease is nearly over when its claim has been stored', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const put = home.documents.put.bind(home.documents);
    home.documents.put = async (document, ...rest) => {
      const isClaim = document.kind === 'message' && document.state === 'sending';
      const done = await put(document, ...rest);
      // As if the machine slept.
      if (isClaim) home.clock.pass(minutes(10));
      return done;
    };
    const { channel, deliveries } = aChannel('taken');
    await aCourier(home, { channel }).visit(message);
    expect(deliveries).toEqual([]);
    expect((await storedMessage(home, message)).history.at(-1)).toMatchObject({
      event: 'not-taken',
      outcome: { code: 'begun-too-late' },
    });
  });

  test('nothing is sent if sendBy passes while the release is verified', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    home.clock.pass(message.sendBy - home.clock.now() - 3);
    const { channel, deliveries } = aChannel('taken');
    await aCourier(home, { channel, clock: () => home.clock.pass(1) }).visit(message);
    expect(deliveries).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'failed',
      outcome: { code: 'gave-up' },
      history: [{ event: 'held' }, { event: 'released' }, { event: 'failed' }],
    });
  });

  test('an unclear attempt leaves the message unknown, and it is never tried again without a new release', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('unclear');
    const { visit } = aCourier(home, { channel });
    await visit(message);
    home.clock.pass(hours(5));
    await visit(message);
    expect(deliveries).toHaveLength(1);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'unknown',
      outcome: anAttempt('unclear').outcome,
    });
  });

  test('an unknown message is sent once more after a new release', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('unclear', 'taken');
    const { visit } = aCourier(home, { channel });
    await visit(message);
    await moving(home, message, { do: 'listen', phone: home.phone.id, nonce: 'nonce-2' });
    home.clock.pass(seconds(10));
    const statement = aRelease(message, await trustOf(home), { nonce: 'nonce-2' });
    const approval = { jws: await home.phone.sign(statement), phone: home.phone.id, statement };
    await moving(home, message, { do: 'release', approval, required: 'listen', undo: 0 });
    await visit(message);
    expect(deliveries).toHaveLength(2);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'delivered' });
  });

  test('a message whose courier died is unknown once the lease has run out', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const leaseUntil = after(home.clock.now(), minutes(2));
    await moving(home, message, { do: 'claim', claim: aClaim({ leaseUntil }) });
    const { channel, deliveries } = aChannel('taken');
    const { visit } = aCourier(home, { channel });
    expect(await visit(message)).toBe(leaseUntil);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'sending' });
    home.clock.pass(minutes(2));
    await visit(message);
    expect(deliveries).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'unknown',
      outcome: { code: 'claim-lost' },
    });
  });

  test('a report of taken after the lease ran out makes the message delivered', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel } = aChannel(async () => {
      home.clock.pass(minutes(5));
      await aCourier(home).visit(message);
      expect(await storedMessage(home, message)).toMatchObject({ state: 'unknown' });
      return 'taken';
    });
    await aCourier(home, { channel }).visit(message);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'delivered' });
  });

  test('a message whose report cannot be stored is unknown after the lease', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    let sent = false;
    const documents: Documents = {
      ...home.documents,
      put: (...what) => (sent ? Promise.reject(new Error('disk full')) : home.documents.put(...what)),
    };
    const { channel, deliveries } = aChannel(async () => {
      sent = true;
      return 'taken';
    });
    await expect(aCourier(home, { documents, channel }).visit(message)).rejects.toThrow('disk full');
    home.clock.pass(minutes(5));
    await aCourier(home, { channel }).visit(message);
    expect(deliveries).toHaveLength(1);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'unknown' });
  });
});

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
  return { home, visit, deliveries, tried, release: () => releasing(home, {}, undefined, contact) };
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
    await visit(await release());
    expect(deliveries.map(({ stop }) => stop)).toEqual([
      { url: `https://home.example/stop/${digestOf('first@example.org').digest}`, isFirst: true },
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

test('where the store cannot say who has stopped messages, nothing is sent, and the failure is thrown once', async () => {
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
