import { beforeEach, describe, expect, test } from '@jest/globals';
import { base64url } from 'jose';
import { openApi } from '../../../phone/session/api-client.ts';
import type { PushStore } from '../../../phone/push/push-store.ts';
import { createPhonePush, type PushBrowser } from '../../../phone/push/push.ts';
import { aHousehold, type TestHousehold } from '../../support/builders/a-household.ts';
import { vapidKeys } from '../../support/builders/a-push-sender.ts';
import { aNetwork, identityOf, type Line } from '../a-phone-app.ts';

const KEYS = {
  // The point and the secret of RFC 8291's own example (appendix A).
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};

let household: TestHousehold;
let line: Line;
let network: ReturnType<typeof aNetwork>['network'];
let permission: NotificationPermission;
/** The owner's answer to the request for permission. */
let answers: NotificationPermission;
/** The browser's subscription, and how often it subscribed. */
let subscription: { endpoint: string; key: string } | null;
let subscribed: number;
let breaks: boolean;
let remembered: { wanted: boolean; arrived?: number };

beforeEach(async () => {
  household = await aHousehold();
  ({ network, line } = aNetwork(household));
  permission = 'default';
  answers = 'granted';
  subscription = null;
  subscribed = 0;
  breaks = false;
  remembered = { wanted: false };
});

const asBrowsersSayIt = ({ endpoint, key }: NonNullable<typeof subscription>) =>
  ({
    options: { applicationServerKey: new Uint8Array(base64url.decode(key)).buffer, userVisibleOnly: true },
    toJSON: () => ({ endpoint, keys: KEYS }),
    unsubscribe: async () => {
      subscription = null;
      return true;
    },
  }) as unknown as PushSubscription;

function aBrowser(able: PushBrowser['able'] = 'yes'): PushBrowser {
  return {
    able,
    permission: () => permission,
    askPermission: async () => (permission = answers),
    manager: async () => ({
      getSubscription: async () => subscription && asBrowsersSayIt(subscription),
      subscribe: async options => {
        if (breaks) throw new DOMException('Registration failed - push service error', 'AbortError');
        subscribed += 1;
        const key = base64url.encode(options?.applicationServerKey as Uint8Array);
        subscription = { endpoint: `https://fcm.googleapis.com/fcm/send/${subscribed}`, key };
        return asBrowsersSayIt(subscription);
      },
    }),
  };
}

const memory: PushStore = {
  loadLastArrival: async () => remembered.arrived,
  saveLastArrival: async at => void (remembered.arrived = at),
  loadWanted: async () => remembered.wanted,
  saveWanted: async wanted => void (remembered.wanted = wanted),
};

const push = (able?: PushBrowser['able']) =>
  createPhonePush(openApi(network, household.household, identityOf(household.phone)), aBrowser(able), memory);

const kept = async () =>
  (await household.documents.get(household.household, 'subscription', household.phone.id))?.target;

describe('Notifications on a phone', () => {
  test.each<[string, PushBrowser['able'], NotificationPermission, boolean, string]>([
    ['a browser that has none', 'no', 'default', false, 'unsupported'],
    ['an iPhone outside of the home screen', 'from-home-screen', 'default', false, 'needs-home-screen'],
    ['an owner who was never asked', 'yes', 'default', false, 'not-asked'],
    ['an owner who said no', 'yes', 'denied', true, 'denied'],
    ['an owner who switched them off', 'yes', 'granted', false, 'not-asked'],
    ['an owner who wants them', 'yes', 'granted', true, 'on'],
  ])('the state of the notifications is known for %s', async (_who, able, given, wanted, state) => {
    permission = given;
    remembered.wanted = wanted;
    expect(await push(able).getState()).toBe(state);
  });

  test("turning notifications on asks for permission, subscribes with the server's key and registers the subscription", async () => {
    expect(await push().turnOn()).toEqual({ got: 'on' });
    expect(subscription?.key).toBe(vapidKeys.publicKey);
    expect(await kept()).toEqual({ endpoint: subscription?.endpoint, keys: KEYS });
  });

  test('nothing is subscribed and nothing is registered without permission', async () => {
    answers = 'denied';
    expect(await push().turnOn()).toEqual({ got: 'denied' });
    expect([subscribed, line.asked]).toEqual([0, []]);
  });

  test('a browser without a push service leaves notifications off and says so', async () => {
    breaks = true;
    expect(await push().turnOn()).toMatchObject({ problem: { code: 'not-subscribed' } });
    expect(remembered.wanted).toBe(false);
  });

  test('notifications stay off without an answer of the server, and can be turned on again', async () => {
    line.loses = 'request';
    expect(await push().turnOn()).toMatchObject({ problem: { code: 'no-answer' } });
    line.loses = 'nothing';
    expect(await push().turnOn()).toEqual({ got: 'on' });
  });

  test('turning notifications off deletes the subscription at the server and in the browser', async () => {
    await push().turnOn();
    expect(await push().turnOff()).toEqual({ got: 'not-asked' });
    expect([await kept(), subscription]).toEqual([undefined, null]);
  });

  test('a test gives the answer of the push service', async () => {
    await push().turnOn();
    // The server of this test reaches no push service.
    expect(await push().sendTest()).toEqual({ got: { end: 'later' } });
  });
});

describe('At each opening', () => {
  test('a start does nothing if the owner never wanted notifications', async () => {
    permission = 'granted';
    await push().renew();
    expect([subscribed, line.asked]).toEqual([0, []]);
  });

  test('a start keeps an existing subscription', async () => {
    await push().turnOn();
    const before = await kept();
    await push().renew();
    expect([subscribed, await kept()]).toEqual([1, before]);
  });

  test('a start subscribes again if the browser lost the subscription', async () => {
    await push().turnOn();
    subscription = null;
    await push().renew();
    expect((await kept())?.endpoint).toBe('https://fcm.googleapis.com/fcm/send/2');
  });

  test('a start registers again a subscription that the server lost', async () => {
    await push().turnOn();
    const document = await household.documents.get(household.household, 'subscription', household.phone.id);
    const { target, ...dropped } = document as NonNullable<typeof document>;
    await household.documents.put(dropped, dropped.version);
    await push().renew();
    expect(await kept()).toEqual(target);
  });

  test('a start replaces a subscription for another key', async () => {
    await push().turnOn();
    subscription = { endpoint: 'https://fcm.googleapis.com/fcm/send/old', key: KEYS.p256dh };
    await push().renew();
    expect(subscription?.key).toBe(vapidKeys.publicKey);
    expect((await kept())?.endpoint).toBe('https://fcm.googleapis.com/fcm/send/2');
  });

  test('a start without an answer of the server changes nothing', async () => {
    await push().turnOn();
    line.loses = 'answer';
    await push().renew();
    expect(await push().getState()).toBe('on');
  });
});
