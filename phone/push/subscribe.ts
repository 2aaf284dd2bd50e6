import { base64url } from 'jose';
import { showPush, turnPushOn } from '../../core/api/push-routes.ts';
import type { Api } from '../session/api-client.ts';
import type { Answered, Problem } from '../session/problem.ts';
import { pushTexts } from '../ui/texts.ts';

/** The browser gave no subscription although the owner allowed notifications. */
export const cannotSubscribe: Problem = { code: 'not-subscribed', title: pushTexts.notSubscribed };

/** What subscribing needs from the browser. */
export type PushSubscriber = Pick<PushManager, 'getSubscription' | 'subscribe'>;

/**
 * Subscribes this browser with the server's key, or uses the subscription that it has, and registers it with the
 * server. Idempotent. A subscription for another key is cancelled, because the push service would refuse this server.
 */
export async function subscribe(api: Api, manager: PushSubscriber): Promise<Answered<{ on: boolean }>> {
  const asked = await api.call(showPush, {});
  if ('problem' in asked) return asked;
  const { key } = asked.got;
  const { endpoint, keys } = (await subscribed(manager, key)) ?? {};
  const { p256dh, auth } = keys ?? {};
  if (endpoint === undefined || p256dh === undefined || auth === undefined)
    return { problem: cannotSubscribe };
  return api.call(turnPushOn, {}, { endpoint, keys: { p256dh, auth } });
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
