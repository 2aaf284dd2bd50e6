import { describe, expect, test } from '@jest/globals';
import type { DeliveryChannel } from '../../../services/ports/channel.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import { stopMessages } from '../../../core/household/consent.ts';
import { addressDigest } from '../../../core/household/contact.ts';
import { type Instant, after, minutes } from '../../../core/household/instant.ts';
import type { Held, Sending } from '../../../core/message/message.ts';
import { changeConsent } from '../../../services/storage/change-consent.ts';
import {
  type TestHousehold,
  aHousehold,
  moving,
  releasing,
  storedMessage,
  trustOf,
} from '../../support/builders/a-household.ts';
import { anAttempt, aContact, aLink, noon, puts } from '../../support/builders/builders.ts';
import { aChannel, aCourier, CHANNEL_TIMEOUT, mallorys } from '../../support/builders/a-courier.ts';

describe('a recording that is about to leave', () => {
  /** What a courier stores before its channel goes on, and what a channel does that never gets so far. */
  const dying: DeliveryChannel = {
    timeout: CHANNEL_TIMEOUT,
    send: () => Promise.reject(new Error('killed')),
  };

  test('a claim has not begun until the channel says so, and begins in a write of its own', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const begun: unknown[] = [];
    const note = async () => begun.push(((await storedMessage(home, message)) as Sending).claim.begun);
    const channel: DeliveryChannel = {
      timeout: CHANNEL_TIMEOUT,
      async send({ begin }) {
        await note();
        expect(await begin()).toBeUndefined();
        await note();
        return anAttempt('taken');
      },
    };
    await aCourier(home, { channel }).visit(message);
    expect(begun).toEqual([false, true]);
  });

  test('a claim has begun from the start where no write notes it', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    await expect(aCourier(home, { channel: dying, notesBeginning: false }).visit(message)).rejects.toThrow(
      'killed',
    );
    expect(await storedMessage(home, message)).toMatchObject({ state: 'sending', claim: { begun: true } });
  });

  test('a message whose courier died before it began is sent by itself once the lease has run out, and is never unknown', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    await expect(aCourier(home, { channel: dying }).visit(message)).rejects.toThrow('killed');
    home.clock.pass(minutes(2));
    const { channel, deliveries } = aChannel('taken');
    await aCourier(home, { channel }).visit(message);
    expect(deliveries).toHaveLength(1);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'delivered',
      history: [
        { event: 'held' },
        { event: 'released' },
        { event: 'sending' },
        { event: 'not-taken', outcome: { code: 'interrupted' } },
        { event: 'sending' },
        { event: 'delivered' },
      ],
    });
  });

  test('a message whose couriers die each time before they begin has failed at sendBy, with the cause', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    let deaths = 0;
    const { visit } = aCourier(home, {
      channel: {
        timeout: CHANNEL_TIMEOUT,
        send() {
          deaths += 1;
          return Promise.reject(new Error('killed'));
        },
      },
    });
    const afterTheLease = () => after(home.clock.now(), minutes(2));
    while (home.clock.now() < message.sendBy) {
      const again = (await visit(message).catch(afterTheLease)) as Instant;
      home.clock.pass(again - home.clock.now());
    }
    await visit(message);
    // At once, after 30 s, doubling, and an hour between the later ones.
    expect(deaths).toBeGreaterThan(24);
    expect(deaths).toBeLessThan(35);
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'failed',
      outcome: { code: 'gave-up', last: { code: 'interrupted' } },
    });
  });

  /** What is stored while the channel connects, before it asks whether it may begin. */
  test.each<[string, (home: TestHousehold, message: Held) => Promise<unknown>, object]>([
    [
      'the recipient stops messages',
      ({ documents, household }) =>
        changeConsent(documents, household, consent =>
          stopMessages(consent, addressDigest(aContact().addresses[0]!), { at: noon, by: 'page' }),
        ),
      { state: 'failed', outcome: { code: 'stopped' } },
    ],
    [
      'a phone changes the trust list',
      async home => {
        const trust = await trustOf(home);
        const links = [...trust.links, await aLink(home.phone, trust.links, puts(mallorys))];
        expect(await home.documents.put({ ...trust, links }, trust.version)).toBe(true);
      },
      { state: 'released', attempts: 1 },
    ],
    [
      'another courier ends the claim',
      (home, message) => moving(home, message, { do: 'lose-claim' }),
      { state: 'released' },
    ],
  ])('nothing leaves if %s while the channel connects', async (_, meanwhile, end) => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('taken');
    const slow: DeliveryChannel = {
      ...channel,
      async send(delivery) {
        await meanwhile(home, message);
        return channel.send(delivery);
      },
    };
    await aCourier(home, { channel: slow }).visit(message);
    expect(deliveries).toEqual([]);
    expect(await storedMessage(home, message)).toMatchObject(end);
  });

  test('a message leaves although something else of it was stored while the channel connected', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('taken');
    const slow: DeliveryChannel = {
      ...channel,
      async send(delivery) {
        await moving(home, message, { do: 'notify', reason: 'delayed', reached: [] });
        return channel.send(delivery);
      },
    };
    await aCourier(home, { channel: slow }).visit(message);
    expect(deliveries).toHaveLength(1);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'delivered' });
  });

  test('nothing leaves if the note cannot be stored, and the message is sent once it can', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('taken');
    const full: Documents = {
      ...home.documents,
      put: async (document, ...rest) => {
        if (document.kind === 'message' && document.state === 'sending' && document.claim.begun)
          throw new Error('disk full');
        return home.documents.put(document, ...rest);
      },
    };
    await expect(aCourier(home, { channel, documents: full }).visit(message)).rejects.toThrow('disk full');
    expect(deliveries).toEqual([]);
    home.clock.pass(minutes(2));
    await aCourier(home, { channel }).visit(message);
    expect(deliveries).toHaveLength(1);
    expect(await storedMessage(home, message)).toMatchObject({ state: 'delivered' });
  });

  test('nothing leaves if the lease ends while the note is stored', async () => {
    const home = await aHousehold();
    const message = await releasing(home);
    const { channel, deliveries } = aChannel('taken');
    const slow: Documents = {
      ...home.documents,
      async put(document, ...rest) {
        const stored = await home.documents.put(document, ...rest);
        if (document.kind === 'message' && document.state === 'sending' && document.claim.begun)
          home.clock.pass(minutes(2));
        return stored;
      },
    };
    await aCourier(home, { channel, documents: slow }).visit(message);
    expect(deliveries).toEqual([]);
    expect((await storedMessage(home, message)).history.at(-1)).toMatchObject({
      event: 'not-taken',
      outcome: { code: 'begun-too-late' },
    });
  });
});
