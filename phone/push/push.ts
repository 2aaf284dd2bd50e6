import { testPush, turnPushOff } from '../../core/api/push-routes.ts';
import type { AnswerOf } from '../../core/api/route.ts';
import type { Api } from '../session/api-client.ts';
import type { Answered } from '../session/problem.ts';
import type { PushStore } from './push-store.ts';
import { cannotSubscribe, subscribe, type PushSubscriber } from './subscribe.ts';

/**
 * The state of notifications on this phone. `needs-home-screen`: iOS supports them only for an app on the home screen.
 * `not-asked`: they are off and can be turned on. `denied`: only the browser's own settings can undo that.
 */
export type PushState = 'unsupported' | 'needs-home-screen' | 'not-asked' | 'denied' | 'on';

/** What push needs from the browser. */
export type PushBrowser = {
  able: 'yes' | 'no' | 'from-home-screen';
  permission: () => NotificationPermission;
  /** Must be called in the handler of a tap, before any `await`. */
  askPermission: () => Promise<NotificationPermission>;
  manager: () => Promise<PushSubscriber>;
};

/** The push service's answer to a test. `gone`: it has dropped the subscription. `later`: the server should retry. */
export type PushTestResult = AnswerOf<typeof testPush>;

/** Notifications on this phone. No function throws. */
export type PhonePush = {
  getState: () => Promise<PushState>;
  /** Asks for permission, subscribes and registers the subscription. Must be called in the handler of a tap. */
  turnOn: () => Promise<Answered<PushState>>;
  turnOff: () => Promise<Answered<PushState>>;
  /** Subscribes again at each start if the owner wants notifications, since a subscription can get lost. */
  renew: () => Promise<void>;
  /** Makes the server send a test to this phone, and gives the push service's answer. */
  sendTest: () => Promise<Answered<PushTestResult>>;
  /** When the last push arrived, in milliseconds since 1970 on this phone's clock. */
  getLastArrival: () => Promise<number | undefined>;
};

export function createPhonePush(api: Api, browser: PushBrowser, memory: PushStore): PhonePush {
  const isWanted = () => memory.loadWanted().catch(() => false);

  async function state(): Promise<PushState> {
    if (browser.able === 'no') return 'unsupported';
    if (browser.able === 'from-home-screen') return 'needs-home-screen';
    if (browser.permission() === 'denied') return 'denied';
    return browser.permission() === 'granted' && (await isWanted()) ? 'on' : 'not-asked';
  }

  /** The browser's push manager; undefined if it has none. */
  const manager = () => browser.manager().catch(() => undefined);

  return {
    getState: state,
    async turnOn() {
      if (browser.able !== 'yes') return { got: await state() };
      if ((await browser.askPermission().catch(() => 'denied')) !== 'granted') return { got: await state() };
      const subscribing = await manager();
      if (!subscribing) return { problem: cannotSubscribe('other') };
      const answered = await subscribe(api, subscribing);
      if ('problem' in answered) return answered;
      await memory.saveWanted(true).catch(() => {});
      return { got: await state() };
    },
    async turnOff() {
      await memory.saveWanted(false).catch(() => {});
      const answered = await api.call(turnPushOff, {});
      const kept = await manager()
        .then(one => one?.getSubscription())
        .catch(() => undefined);
      await kept?.unsubscribe().catch(() => false);
      return 'problem' in answered ? answered : { got: await state() };
    },
    async renew() {
      if ((await state()) !== 'on') return;
      const subscribing = await manager();
      if (subscribing) await subscribe(api, subscribing);
    },
    sendTest: () => api.call(testPush, {}),
    getLastArrival: () => memory.loadLastArrival().catch(() => undefined),
  };
}
