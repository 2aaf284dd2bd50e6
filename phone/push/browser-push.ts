import type { MessageId } from '../../core/household/ids.ts';
import type { PushBrowser } from './push.ts';
import type { NotificationData } from '../worker/build-notification.ts';

/** The push functions of this browser. `homeScreenFirst`: whether this is Safari on iOS, outside the home screen. */
export function createBrowserPush(homeScreenFirst: boolean): PushBrowser {
  const isAble = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  return {
    able: isAble ? 'yes' : homeScreenFirst ? 'from-home-screen' : 'no',
    permission: () => Notification.permission,
    askPermission: () => Notification.requestPermission(),
    manager: async () => (await navigator.serviceWorker.ready).pushManager,
  };
}

/** Closes the notifications of messages that are finished. */
export async function closeNotifications(finished: ReadonlySet<MessageId>): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  for (const shown of (await registration?.getNotifications().catch(() => [])) ?? []) {
    const { discard } = (shown.data ?? {}) as Partial<NotificationData>;
    if (discard !== undefined && finished.has(discard as MessageId)) shown.close();
  }
}
