import { beforeEach, describe, expect, test } from '@jest/globals';
import { base64url } from 'jose';
import { openApi } from '../../../phone/session/api-client.ts';
import type { PushStore } from '../../../phone/push/push-store.ts';
import { createPhonePush, type PushBrowser } from '../../../phone/push/push.ts';
import { aHouse, type House } from '../../support/builders/a-household.ts';
import { vapidKeys } from '../../support/builders/a-push-sender.ts';
import { aNetwork, identityOf, type Line } from '../a-phone-app.ts';

const KEYS = {
  // The point and the secret of RFC 8291's own example (appendix A).
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};

let house: House;
let line: Line;
let network: ReturnType<typeof aNetwork>['network'];
let permission: NotificationPermission;
/** What the owner answers when asked. */
let answers: NotificationPermission;
/** What the browser holds, and how often it was made to subscribe. */
let subscription: { endpoint: string; key: string } | null;
let subscribed: number;
let breaks: boolean;
let remembered: { wanted: boolean; arrived?: number };

beforeEach(async () => {
  house = await aHouse();
  ({ network, line } = aNetwork(house));
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
  createPhonePush(openApi(network, house.household, identityOf(house.phone)), aBrowser(able), memory);

const kept = async () => (await house.documents.get(house.household, 'subscription', house.phone.id))?.target;

describe('Notifications on a phone', () => {
  test.each<[string, PushBrowser['able'], NotificationPermission, boolean, string]>([
    ['a browser that has none', 'no', 'default', false, 'unsupported'],
    ['an iPhone outside of the home screen', 'from-home-screen', 'default', false, 'needs-home-screen'],
    ['an owner who was never asked', 'yes', 'default', false, 'not-asked'],
    ['an owner who said no', 'yes', 'denied', true, 'denied'],
    ['an owner who switched them off', 'yes', 'granted', false, 'not-asked'],
    ['an owner who wants them', 'yes', 'granted', true, 'on'],
  ])('%s', async (_who, able, given, wanted, state) => {
    permission = given;
    remembered.wanted = wanted;
    expect(await push(able).getState()).toBe(state);
  });

  test('are switched on from a tap: allowed, subscribed for the house’s key, and told to the house', async () => {
    expect(await push().turnOn()).toEqual({ got: 'on' });
    expect(subscription?.key).toBe(vapidKeys.publicKey);
    expect(await kept()).toEqual({ endpoint: subscription?.endpoint, keys: KEYS });
  });

  test('stay off where the owner says no: nothing is subscribed and the house hears nothing', async () => {
    answers = 'denied';
    expect(await push().turnOn()).toEqual({ got: 'denied' });
    expect([subscribed, line.asked]).toEqual([0, []]);
  });

  test('stay off where the browser reaches no push service, and it is said', async () => {
    breaks = true;
    expect(await push().turnOn()).toMatchObject({ problem: { code: 'not-subscribed' } });
    expect(remembered.wanted).toBe(false);
  });

  test('stay off where the house does not answer, and can be tried again', async () => {
    line.loses = 'request';
    expect(await push().turnOn()).toMatchObject({ problem: { code: 'no-answer' } });
    line.loses = 'nothing';
    expect(await push().turnOn()).toEqual({ got: 'on' });
  });

  test('are switched off at the house and in the browser', async () => {
    await push().turnOn();
    expect(await push().turnOff()).toEqual({ got: 'not-asked' });
    expect([await kept(), subscription]).toEqual([undefined, null]);
  });

  test('tell what the push service makes of a test', async () => {
    await push().turnOn();
    // The way to push services of this test leads nowhere.
    expect(await push().sendTest()).toEqual({ got: { end: 'later' } });
  });
});

describe('At each opening', () => {
  test('nothing happens where the owner never wanted notifications', async () => {
    permission = 'granted';
    await push().renew();
    expect([subscribed, line.asked]).toEqual([0, []]);
  });

  test('the same subscription stays', async () => {
    await push().turnOn();
    const before = await kept();
    await push().renew();
    expect([subscribed, await kept()]).toEqual([1, before]);
  });

  test('a subscription that the browser forgot is made anew', async () => {
    await push().turnOn();
    subscription = null;
    await push().renew();
    expect((await kept())?.endpoint).toBe('https://fcm.googleapis.com/fcm/send/2');
  });

  test('a subscription that the house dropped is told to it again', async () => {
    await push().turnOn();
    const document = await house.documents.get(house.household, 'subscription', house.phone.id);
    const { target, ...dropped } = document as NonNullable<typeof document>;
    await house.documents.put(dropped, dropped.version);
    await push().renew();
    expect(await kept()).toEqual(target);
  });

  test('a subscription for another key is given up for one that this house can push to', async () => {
    await push().turnOn();
    subscription = { endpoint: 'https://fcm.googleapis.com/fcm/send/old', key: KEYS.p256dh };
    await push().renew();
    expect(subscription?.key).toBe(vapidKeys.publicKey);
    expect((await kept())?.endpoint).toBe('https://fcm.googleapis.com/fcm/send/2');
  });

  test('a house that does not answer changes nothing', async () => {
    await push().turnOn();
    line.loses = 'answer';
    await push().renew();
    expect(await push().getState()).toBe('on');
  });
});
