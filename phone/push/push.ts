import * as z from 'zod/mini';
import type { Api } from '../session/api-client.ts';
import type { Answered } from '../session/problem.ts';
import type { PushStore } from './push-store.ts';
import { cannotSubscribe, pushStatus, subscribe, type PushSubscriber } from './subscribe.ts';

/**
 * How notifications stand on this phone. `needs-home-screen`: an iPhone gives them only to an app on its home screen.
 * `not-asked`: they are off, and can be switched on. `denied`: only the browser's own settings can undo that.
 */
export type PushState = 'unsupported' | 'needs-home-screen' | 'not-asked' | 'denied' | 'on';

/** What is needed of the browser. */
export type PushBrowser = {
  able: 'yes' | 'no' | 'from-home-screen';
  permission: () => NotificationPermission;
  /** Must be called in a tap, before anything is waited for. */
  askPermission: () => Promise<NotificationPermission>;
  manager: () => Promise<PushSubscriber>;
};

/** What the push service made of a test push: taken, gone (the subscription is dropped), later, or refused. */
export type PushTestResult = { end: 'taken' | 'gone' | 'later' | 'refused'; status?: number };

const tested = z.object({
  end: z.enum(['taken', 'gone', 'later', 'refused']),
  status: z.optional(z.number()),
}) as unknown as z.ZodMiniType<PushTestResult>;

/** Notifications on this phone. Nothing here throws. */
export type PhonePush = {
  getState: () => Promise<PushState>;
  /** Asks the browser, subscribes and tells the house. To be called straight from a tap. */
  turnOn: () => Promise<Answered<PushState>>;
  turnOff: () => Promise<Answered<PushState>>;
  /** At each opening: subscribes again where the owner wants pushes, since browsers and houses forget. */
  renew: () => Promise<void>;
  /** Has the house send one to this phone, and says what the push service answered. */
  sendTest: () => Promise<Answered<PushTestResult>>;
  /** When the last push came, milliseconds since 1970 on this phone's clock. */
  getLastArrival: () => Promise<number | undefined>;
};

export function createPhonePush(
  api: Pick<Api, 'get' | 'put' | 'post' | 'delete'>,
  browser: PushBrowser,
  memory: PushStore,
): PhonePush {
  const isWanted = () => memory.loadWanted().catch(() => false);

  async function state(): Promise<PushState> {
    if (browser.able === 'no') return 'unsupported';
    if (browser.able === 'from-home-screen') return 'needs-home-screen';
    if (browser.permission() === 'denied') return 'denied';
    return browser.permission() === 'granted' && (await isWanted()) ? 'on' : 'not-asked';
  }

  /** The browser's side; undefined where it gives none. */
  const manager = () => browser.manager().catch(() => undefined);

  return {
    getState: state,
    async turnOn() {
      if (browser.able !== 'yes') return { got: await state() };
      if ((await browser.askPermission().catch(() => 'denied')) !== 'granted') return { got: await state() };
      const subscribing = await manager();
      if (!subscribing) return { problem: cannotSubscribe };
      const answered = await subscribe(api, subscribing);
      if ('problem' in answered) return answered;
      await memory.saveWanted(true).catch(() => {});
      return { got: await state() };
    },
    async turnOff() {
      await memory.saveWanted(false).catch(() => {});
      const answered = await api.delete('/push', pushStatus);
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
    sendTest: () => api.post('/push/test', undefined, tested),
    getLastArrival: () => memory.loadLastArrival().catch(() => undefined),
  };
}
