import type { MessageId } from '../../core/household/ids.ts';
import type { PushBrowser } from './push.ts';
import type { NotificationData } from '../worker/build-notification.ts';

/** Where the service worker lies; its scope is the folder, so the API is none of its business. */
const WORKER = '/phone/service-worker.js';

/**
 * Starts the service worker, which shows pushes and keeps the app for when there is no network. A browser without
 * service workers, or one that refuses them, has the app without both.
 */
export async function startWorker(): Promise<void> {
  await navigator.serviceWorker?.register(WORKER).catch(() => {});
}

/** What this browser can do about pushes. `homeScreenFirst`: an iPhone's Safari, outside of the home screen. */
export function createBrowserPush(homeScreenFirst: boolean): PushBrowser {
  const isAble = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  return {
    able: isAble ? 'yes' : homeScreenFirst ? 'from-home-screen' : 'no',
    permission: () => Notification.permission,
    askPermission: () => Notification.requestPermission(),
    manager: async () => (await navigator.serviceWorker.ready).pushManager,
  };
}

/** Takes away what this phone still shows as waiting of messages that are over. */
export async function closeNotifications(over: ReadonlySet<MessageId>): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  for (const shown of (await registration?.getNotifications().catch(() => [])) ?? []) {
    const { discard } = (shown.data ?? {}) as Partial<NotificationData>;
    if (discard !== undefined && over.has(discard as MessageId)) shown.close();
  }
}
