import { describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../../services/ports/channel.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import { type Instant, after, hours, minutes, seconds } from '../../../core/household/instant.ts';
import { without } from '../../../core/household/without.ts';
import type { Message } from '../../../core/message/message.ts';
import { recordingDigest } from '../../../core/message/recording/recording.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import { eraseHousehold } from '../../../services/storage/erase-household.ts';
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
  puts,
  removes,
} from '../../support/builders/builders.ts';
import { aChannel, aCourier, CHANNEL_TIMEOUT, keyOf, mallorys } from '../../support/builders/a-courier.ts';

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

test('nothing is left and nothing is written of a household that is erased while a message is being sent', async () => {
  const home = await aHousehold();
  const message = await releasing(home);
  const { channel } = aChannel(async () => {
    await eraseHousehold(home, home.household);
    // As the outbox does, which is erased with the recordings.
    await home.recordings.put(keyOf(message), new TextEncoder().encode('a mail'));
    return 'taken';
  });
  await aCourier(home, { channel }).visit(message);
  expect(home.documents.everything()).toEqual([]);
  expect(await home.recordings.get(keyOf(message), sha256('a mail'))).toBeUndefined();
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
