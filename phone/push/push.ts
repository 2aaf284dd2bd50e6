import * as z from 'zod/mini';
import type { Api } from '../session/api-client.ts';
import type { Answered } from '../session/problem.ts';
import type { PushMemory } from './push-store.ts';
import { cannotSubscribe, pushStanding, subscribe, type Subscribing } from './subscribe.ts';

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
  manager: () => Promise<Subscribing>;
};

/** What the push service made of a test push: taken, gone (the subscription is dropped), later, or refused. */
export type PushTested = { end: 'taken' | 'gone' | 'later' | 'refused'; status?: number };

const tested = z.object({
  end: z.enum(['taken', 'gone', 'later', 'refused']),
  status: z.optional(z.number()),
}) as unknown as z.ZodMiniType<PushTested>;

/** Notifications on this phone. Nothing here throws. */
export type PhonePush = {
  state: () => Promise<PushState>;
  /** Asks the browser, subscribes and tells the house. To be called straight from a tap. */
  turnOn: () => Promise<Answered<PushState>>;
  turnOff: () => Promise<Answered<PushState>>;
  /** At each opening: subscribes again where the owner wants pushes, since browsers and houses forget. */
  renew: () => Promise<void>;
  /** Has the house send one to this phone, and says what the push service answered. */
  test: () => Promise<Answered<PushTested>>;
  /** When the last push came, milliseconds since 1970 on this phone's clock. */
  lastArrived: () => Promise<number | undefined>;
};

export function phonePush(
  api: Pick<Api, 'get' | 'put' | 'post' | 'delete'>,
  browser: PushBrowser,
  memory: PushMemory,
): PhonePush {
  const isWanted = () => memory.wanted().catch(() => false);

  async function state(): Promise<PushState> {
    if (browser.able === 'no') return 'unsupported';
    if (browser.able === 'from-home-screen') return 'needs-home-screen';
    if (browser.permission() === 'denied') return 'denied';
    return browser.permission() === 'granted' && (await isWanted()) ? 'on' : 'not-asked';
  }

  /** The browser's side; undefined where it gives none. */
  const manager = () => browser.manager().catch(() => undefined);

  return {
    state,
    async turnOn() {
      if (browser.able !== 'yes') return { got: await state() };
      if ((await browser.askPermission().catch(() => 'denied')) !== 'granted') return { got: await state() };
      const subscribing = await manager();
      if (!subscribing) return { problem: cannotSubscribe };
      const answered = await subscribe(api, subscribing);
      if ('problem' in answered) return answered;
      await memory.keepWanted(true).catch(() => {});
      return { got: await state() };
    },
    async turnOff() {
      await memory.keepWanted(false).catch(() => {});
      const answered = await api.delete('/push', pushStanding);
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
    test: () => api.post('/push/test', undefined, tested),
    lastArrived: () => memory.lastArrived().catch(() => undefined),
  };
}
