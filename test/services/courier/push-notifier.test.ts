import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { httpsPost } from '../../../adapters/webpush/web-push-sender.ts';
import { pushNotifier } from '../../../services/courier/push-notifier.ts';
import { after, hours, type Instant, minutes, seconds } from '../../../core/household/instant.ts';
import { type TestHousehold, trustOf } from '../../support/builders/a-household.ts';
import { aPushSender, vapidKeys } from '../../support/builders/a-push-sender.ts';
import {
  aDeliveredMessage,
  aDiscardedMessage,
  aFailedMessage,
  aHeldMessage,
  aMessageId,
  anchor,
  aPhone,
  aReleasedMessage,
  noon,
  recovers,
  revokes,
  type TestPhone,
  theRecovery,
  sealKey,
} from '../../support/builders/builders.ts';
import { type PushPeer, startPushPeer } from '../../support/peers/push-peer.ts';
import { timeOutByHand } from '../../support/time-out-by-hand.ts';
import { aPushHousehold, type PushHousehold, notifiedOf } from '../../support/builders/a-push-household.ts';

const timeOut = timeOutByHand();
let peer: PushPeer;
let home: TestHousehold;
let ben: TestPhone;
let log: unknown[];
let phones: PushHousehold['phones'];
let subscribes: PushHousehold['subscribes'];
let kept: PushHousehold['kept'];
let says: PushHousehold['says'];
let answered: PushHousehold['answered'];

beforeAll(async () => {
  peer = await startPushPeer();
});
afterAll(() => peer.stop());
beforeEach(async () => {
  ({ home, ben, log, phones, subscribes, kept, says, answered } = await aPushHousehold(peer));
});
afterEach(() => peer.reset());

describe('A message that waits', () => {
  test('a held message is pushed to each phone, encrypted and signed, for as long as its hold lasts', async () => {
    await subscribes(home.phone);
    await subscribes(ben);
    home.clock.pass(minutes(2));
    const reached = (await phones().notify(aHeldMessage(), 'waiting')).reached;
    expect(new Set(reached)).toEqual(new Set([home.phone.id, ben.id]));
    expect(peer.complaints).toEqual([]);
    expect(peer.taken).toHaveLength(2);
    expect(peer.taken[0]).toMatchObject({
      ttl: 58 * 60,
      urgency: 'high',
      topic: expect.stringMatching(/^[\w-]{32}$/),
      subject: 'https://home.example',
      payload: {
        web_push: 8030,
        notification: {
          title: 'A message is waiting for your yes',
          body: 'From Kitchen',
          navigate: `https://home.example/phone/#message=${aHeldMessage().id}`,
          tag: aHeldMessage().id,
          lang: 'en',
          silent: false,
          data: { discard: aHeldMessage().id },
        },
      },
    });
  });

  test('a phone that was reached is not notified again for the same reason', async () => {
    await subscribes(home.phone);
    await subscribes(ben);
    await phones().notify(aHeldMessage({ notifications: [notifiedOf('waiting', home.phone)] }), 'waiting');
    expect(peer.taken.map(({ phone }) => phone)).toEqual([ben.id]);
  });

  test('a notification is over if no phone takes pushes', async () => {
    expect(await phones().notify(aHeldMessage(), 'waiting')).toEqual({ reached: [] });
  });
});

describe('A message that was answered or is in trouble', () => {
  test('a release that was tried already can no longer be undone, and phones are notified at once', async () => {
    await subscribes(ben);
    const retried = aReleasedMessage({ attempts: 1, retryAt: after(noon, minutes(2)) });
    expect((await phones().notify(answered(retried), 'answered')).reached).toEqual([ben.id]);
  });

  test('a message that is in trouble is notified at once, whatever its next attempt', async () => {
    await subscribes(ben);
    const waits = aReleasedMessage({ retryAt: after(noon, seconds(5)) });
    expect((await phones().notify(waits, 'trouble')).reached).toEqual([ben.id]);
  });

  test('a push about trouble that was not taken is tried again after the message ran out of time', async () => {
    await subscribes(ben);
    peer.does({ answers: 503 });
    const late = aFailedMessage({ endedAt: aFailedMessage().sendBy });
    home.clock.pass(late.sendBy - home.clock.now());
    expect((await phones().notify(late, 'trouble')).retryAt).toBeGreaterThan(late.sendBy);
  });

  test('an answer is not pushed to the phone that gave it, nor to a phone that shows no notification', async () => {
    await subscribes(home.phone);
    await subscribes(ben);
    const message = aDeliveredMessage();
    const by = { ...message.answer, phone: home.phone.id };
    await phones().notify(
      { ...message, answer: by, notifications: [notifiedOf('waiting', home.phone)] },
      'answered',
    );
    expect(peer.taken).toEqual([]);
  });

  test('phones are notified of a release once it can no longer be undone', async () => {
    await subscribes(ben);
    const undoUntil = after(noon, seconds(5));
    const released = answered(aReleasedMessage({ retryAt: undoUntil }));
    expect(await phones().notify(released, 'answered')).toEqual({ reached: [], retryAt: undoUntil });
    home.clock.pass(seconds(5));
    expect((await phones().notify(released, 'answered')).reached).toEqual([ben.id]);
  });

  test('phones are notified of a discard once it can no longer be undone', async () => {
    await subscribes(ben);
    const undoUntil = after(noon, seconds(5));
    const discarded = answered(aDiscardedMessage({ undoUntil }));
    expect(await phones().notify(discarded, 'answered')).toEqual({ reached: [], retryAt: undoUntil });
    home.clock.pass(seconds(5));
    expect((await phones().notify(discarded, 'answered')).reached).toEqual([ben.id]);
  });
});

describe('A push service', () => {
  beforeEach(() => subscribes(ben));

  test.each([404, 410] as const)('a push service that answers %s ends the subscription', async answers => {
    peer.does({ answers });
    expect(await phones().notify(aHeldMessage(), 'waiting')).toEqual({ reached: [] });
    expect((await kept(ben))?.target).toBeUndefined();
    await phones().notify(aHeldMessage(), 'waiting');
    expect(peer.asked).toBe(1);
  });

  test.each([429, 503] as const)(
    'a push that is answered with %s is tried again, with a pause that doubles',
    async answers => {
      peer.does({ answers });
      const waits: number[] = [];
      for (let attempts = 0; attempts < 4; attempts += 1) {
        const before = { reason: 'waiting' as const, reached: [], attempts };
        const { retryAt } = await phones().notify(aHeldMessage({ notifications: [before] }), 'waiting');
        waits.push(((retryAt as Instant) - noon) / 1_000);
      }
      expect(waits).toEqual([10, 20, 40, 80]);
      expect((await kept(ben))?.target).toBeDefined();
    },
  );

  test.each([
    ['seconds', '90'],
    ['a date', new Date(noon + 90_000).toUTCString()],
  ])('a push is tried again when the push service says, in %s', async (_how, retryAfter) => {
    peer.does({ answers: 429, headers: { 'Retry-After': retryAfter } });
    const { retryAt } = await phones().notify(aHeldMessage(), 'waiting');
    expect(retryAt).toBe(after(noon, seconds(90)));
  });

  test('the pause before the next try follows from the tries for the same reason', async () => {
    peer.does({ answers: 503 });
    const others = { reason: 'reminder' as const, reached: [], attempts: 3 };
    const { retryAt } = await phones().notify(aHeldMessage({ notifications: [others] }), 'waiting');
    expect(retryAt).toBe(after(noon, seconds(10)));
  });

  test('an answer is tried again even after the hold is over', async () => {
    peer.does({ answers: 503 });
    home.clock.pass(hours(2));
    const told = aDeliveredMessage({
      notifications: [{ reason: 'waiting', reached: [ben.id], attempts: 1 }],
    });
    expect((await phones().notify(told, 'answered')).retryAt).toBe(after(noon, hours(2) + seconds(10)));
  });

  test('a push is not tried again after the hold is over', async () => {
    peer.does({ answers: 503, headers: { 'Retry-After': '3600' } });
    expect(await phones().notify(aHeldMessage(), 'waiting')).toEqual({ reached: [] });
  });

  test('a reminder is not tried again after the hold is over', async () => {
    peer.does({ answers: 503, headers: { 'Retry-After': '3600' } });
    expect(await phones().notify(aHeldMessage(), 'reminder')).toEqual({ reached: [] });
  });

  test('nobody is notified while the trust list is broken', async () => {
    const trust = await trustOf(home);
    await home.documents.put({ ...trust, links: trust.links.slice(1) }, trust.version);
    expect(await phones().notify(aHeldMessage(), 'waiting')).toEqual({ reached: [] });
    expect(peer.asked).toBe(0);
  });

  test('a push is tried at most ten times', async () => {
    peer.does({ answers: 503 });
    const before = { reason: 'waiting' as const, reached: [], attempts: 9 };
    expect(await phones().notify(aHeldMessage({ notifications: [before] }), 'waiting')).toEqual({
      reached: [],
    });
  });

  test('a redirect of a push service is not followed', async () => {
    peer.does({ answers: 301, headers: { Location: `${peer.origin}/push/elsewhere` } });
    expect(await phones().notify(aHeldMessage(), 'waiting')).toEqual({ reached: [] });
    expect(peer.asked).toBe(1);
  });

  test('a push that is refused is not tried again, and the subscription stays', async () => {
    peer.does({ answers: 413 });
    expect(await phones().notify(aHeldMessage(), 'waiting')).toEqual({ reached: [] });
    expect((await kept(ben))?.target).toBeDefined();
  });

  test('each push goes over a connection of its own, because the push service may have closed one that was kept', async () => {
    for (const expected of [1, 2, 3]) {
      await phones().notify(aHeldMessage({ id: aMessageId(`message-${expected}`) }), 'waiting');
      expect(peer.taken).toHaveLength(expected);
    }
  });

  test('a push that gets no answer is tried again', async () => {
    peer.does('hangs');
    const notified = phones().notify(aHeldMessage({ notifications: [] }), 'waiting');
    while (peer.asked === 0) await setTimeout(5);
    timeOut();
    const { reached, retryAt } = await notified;
    expect(log).toEqual([{ event: 'push later', message: aHeldMessage().id, code: 'no-answer' }]);
    expect([reached, retryAt]).toEqual([[], after(noon, seconds(10))]);
  });

  test('a push service whose answer never ends has taken the push, and the connection is closed', async () => {
    peer.does({ answers: 201, trails: true });
    const { reached } = await phones().notify(aHeldMessage(), 'waiting');
    expect(reached).toEqual([ben.id]);
    const before = peer.connections();
    timeOut();
    while (peer.connections() === before) await setTimeout(5);
  });

  test('a stored endpoint at an unknown push service is never called', async () => {
    expect(await phones({ origins: [] }).notify(aHeldMessage(), 'waiting')).toEqual({ reached: [] });
    expect(peer.asked).toBe(0);
  });

  test('only the phone whose push was not taken is tried again', async () => {
    await subscribes(home.phone);
    const stranger = 'https://fcm.googleapis.com/fcm/send/x';
    const one = await kept(home.phone);
    const target = { ...(one?.target as object), endpoint: stranger } as never;
    await home.documents.put({ ...(one as NonNullable<typeof one>), target }, one?.version ?? 0);
    const sender = aPushSender(
      (url, ...rest) => {
        if (url === stranger) return Promise.resolve({ status: 503 });
        return httpsPost({ ca: peer.ca })(url, ...rest);
      },
      [peer.origin],
    );
    const parts = { documents: home.documents, anchor, sealKey, sender, clock: home.clock.now };
    const telling = pushNotifier({ ...parts, app: () => 'https://home.example/phone/', log: () => {} });
    expect(await telling.notify(aHeldMessage({ notifications: [] }), 'waiting')).toEqual({
      reached: [ben.id],
      retryAt: after(noon, seconds(10)),
    });
  });

  test("the log of a push contains the answer's status and names nobody", async () => {
    await phones().notify(aHeldMessage(), 'waiting');
    expect(log).toEqual([{ event: 'push taken', message: aHeldMessage().id, code: '201' }]);
  });
});

describe('A revoked phone', () => {
  test('a revoked phone is notified once, by whom, and then never again', async () => {
    await subscribes(ben);
    await says(home.phone, revokes(ben));
    await phones().notifyRevoked(home.household);
    await phones().notifyRevoked(home.household);
    await phones().notify(aHeldMessage(), 'waiting');
    expect(peer.taken.map(({ phone, payload }) => [phone, payload.notification])).toEqual([
      [
        ben.id,
        expect.objectContaining({
          title: 'This phone was removed from the household',
          body: `By ${home.phone.name}`,
        }),
      ],
    ]);
    expect((await kept(ben))?.target).toBeUndefined();
    expect(log).toEqual([{ event: 'push taken', code: 'revoked' }]);
    expect(peer.taken[0]).toMatchObject({ urgency: 'normal', payload: { notification: { silent: false } } });
  });

  test('a revoked phone that just subscribed again is notified there, and its subscription is dropped', async () => {
    await subscribes(ben);
    await says(home.phone, revokes(ben));
    const put = home.documents.put.bind(home.documents);
    let isFirst = true;
    home.documents.put = async (document, ...rest) => {
      const before = isFirst && (await kept(ben));
      isFirst = false;
      if (before)
        await put({ ...before, target: peer.subscribe(ben.id, vapidKeys.publicKey) }, before.version);
      return put(document, ...rest);
    };
    await phones().notifyRevoked(home.household);
    expect(peer.taken.map(({ payload }) => payload.notification.tag)).toEqual(['revoked']);
    expect((await kept(ben))?.target).toBeUndefined();
  });

  test('a phone that was revoked by the recovery code is notified of that', async () => {
    await subscribes(ben);
    const [recovery, next, fresh] = [await theRecovery, await aPhone(), await aPhone()];
    await says(recovery, recovers(fresh, next));
    await phones().notifyRevoked(home.household);
    expect(peer.taken.at(-1)?.payload.notification.body).toBe('With the recovery code');
  });

  test('a revoked phone is never notified of a message, even before it was notified of the revocation', async () => {
    await subscribes(ben);
    await says(home.phone, revokes(ben));
    await phones().notify(aHeldMessage(), 'waiting');
    expect(peer.taken.map(({ payload }) => payload.notification.tag)).toEqual(['revoked']);
  });

  test("a browser that was paired again under a new key is not notified of the old key's revocation", async () => {
    await subscribes(ben);
    await subscribes(home.phone);
    const mine = await kept(home.phone);
    const target = (await kept(ben))?.target as never;
    await home.documents.put({ ...(mine as NonNullable<typeof mine>), target }, mine?.version ?? 0);
    await says(home.phone, revokes(ben));
    await phones().notifyRevoked(home.household);
    expect(peer.taken).toEqual([]);
    expect((await kept(ben))?.target).toBeUndefined();
  });

  test('a phone whose key was never in the trust list gets no push', async () => {
    const stranger = await aPhone('A stranger');
    await subscribes(stranger);
    await phones().notify(aHeldMessage(), 'waiting');
    expect(peer.taken).toEqual([]);
  });
});

describe('Trouble that the owner can mend', () => {
  test('each phone is notified of trouble, with a sound, for a day', async () => {
    await subscribes(home.phone);
    await subscribes(ben);
    expect(await phones().notifyTrouble(home.household, 'mail-came-back')).toBe(true);
    expect(new Set(peer.taken.map(({ phone }) => phone))).toEqual(new Set([home.phone.id, ben.id]));
    expect(peer.taken[0]).toMatchObject({
      ttl: 24 * 60 * 60,
      urgency: 'high',
      payload: {
        notification: {
          title: 'A mail to a contact came back',
          navigate: 'https://home.example/phone/',
          tag: 'trouble mail-came-back',
          silent: false,
        },
      },
    });
    const line = { event: 'push taken', code: 'mail-came-back' };
    expect(log).toEqual([line, line]);
  });

  test('trouble counts as notified only if every phone was reached', async () => {
    await subscribes(home.phone);
    const target = { ...peer.subscribe(ben.id, vapidKeys.publicKey), endpoint: `${peer.origin}/push/nobody` };
    const subscription = { kind: 'subscription' as const, household: home.household, id: ben.id };
    await home.documents.put({ ...subscription, version: 0, target, since: noon }, 0);
    expect(await phones().notifyTrouble(home.household, 'clock-wrong')).toBe(false);
    expect(peer.taken.map(({ phone }) => phone)).toEqual([home.phone.id]);
  });

  test('a household whose phones take no pushes has nobody to notify of trouble', async () => {
    expect(await phones().notifyTrouble(home.household, 'push-lost')).toBe(true);
    expect(peer.taken).toEqual([]);
  });
});
