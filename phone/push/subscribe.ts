import { base64url } from 'jose';
import * as z from 'zod/mini';
import type { Api } from '../session/api-client.ts';
import type { Answered, Problem } from '../session/problem.ts';
import { pushTexts } from '../ui/texts.ts';

/** The browser gave no subscription although the owner allowed notifications. */
export const cannotSubscribe: Problem = { code: 'not-subscribed', title: pushTexts.notSubscribed };

/** What subscribing needs from the browser. */
export type PushSubscriber = Pick<PushManager, 'getSubscription' | 'subscribe'>;

/** `key`: the server's VAPID key. `on`: whether the server has a subscription of this phone. */
export const pushStatus = z.object({ key: z.string(), on: z.boolean() });

/**
 * Subscribes this browser with the server's key, or uses the subscription that it has, and registers it with the
 * server. Idempotent. A subscription for another key is cancelled, because the push service would refuse this server.
 */
export async function subscribe(
  api: Pick<Api, 'get' | 'put'>,
  manager: PushSubscriber,
): Promise<Answered<{ on: boolean }>> {
  const asked = await api.get('/push', pushStatus);
  if ('problem' in asked) return asked;
  const { key } = asked.got;
  const { endpoint, keys } = (await subscribed(manager, key)) ?? {};
  if (endpoint === undefined || keys === undefined) return { problem: cannotSubscribe };
  return api.put('/push', { endpoint, keys: { p256dh: keys['p256dh'], auth: keys['auth'] } }, pushStatus);
}

async function subscribed(manager: PushSubscriber, key: string): Promise<PushSubscriptionJSON | undefined> {
  try {
    const kept = await manager.getSubscription();
    if (kept && keyOf(kept) === key) return kept.toJSON();
    await kept?.unsubscribe();
    const options = { userVisibleOnly: true, applicationServerKey: new Uint8Array(base64url.decode(key)) };
    return (await manager.subscribe(options)).toJSON();
  } catch {
    return undefined;
  }
}

const keyOf = ({ options }: PushSubscription): string | undefined =>
  options.applicationServerKey ? base64url.encode(new Uint8Array(options.applicationServerKey)) : undefined;
