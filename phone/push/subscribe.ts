import { base64url } from 'jose';
import { type Duration, seconds } from '../../core/household/instant.ts';
import { showPush, turnPushOn } from '../../core/api/push-routes.ts';
import type { Api } from '../session/api-client.ts';
import type { Answered, Problem } from '../session/problem.ts';
import { pushTexts } from '../ui/texts.ts';

/** Why a browser gives no subscription although the owner allowed notifications. */
export const cannotSubscribe = (why: keyof typeof pushTexts.notSubscribed): Problem => ({
  code: 'not-subscribed',
  title: pushTexts.notSubscribed[why],
});

/** Some browsers never answer, for example those built without a push service. */
const PATIENCE: Duration = seconds(20);

/** What subscribing needs from the browser. */
export type PushSubscriber = Pick<PushManager, 'getSubscription' | 'subscribe'>;

/**
 * Subscribes this browser with the server's key, or uses the subscription that it has, and registers it with the
 * server. Idempotent. A subscription for another key is cancelled, because the push service would refuse this server.
 */
export async function subscribe(api: Api, manager: PushSubscriber): Promise<Answered<{ on: boolean }>> {
  const asked = await api.call(showPush, {});
  if ('problem' in asked) return asked;
  const subscribed = await Promise.race([subscribeAt(manager, asked.got.key), silence()]);
  if ('problem' in subscribed) return subscribed;
  const { endpoint, keys } = subscribed.got;
  const { p256dh, auth } = keys ?? {};
  if (endpoint === undefined || p256dh === undefined || auth === undefined)
    return { problem: cannotSubscribe('other') };
  return api.call(turnPushOn, {}, { endpoint, keys: { p256dh, auth } });
}

async function subscribeAt(manager: PushSubscriber, key: string): Promise<Answered<PushSubscriptionJSON>> {
  try {
    const kept = await manager.getSubscription();
    if (kept && keyOf(kept) === key) return { got: kept.toJSON() };
    await kept?.unsubscribe();
    const options = { userVisibleOnly: true, applicationServerKey: new Uint8Array(base64url.decode(key)) };
    return { got: (await manager.subscribe(options)).toJSON() };
  } catch (error) {
    return { problem: cannotSubscribe(WHY[error instanceof DOMException ? error.name : ''] ?? 'other') };
  }
}

/** The errors of PushManager.subscribe (Push API §3.3). */
const WHY: Readonly<Record<string, keyof typeof pushTexts.notSubscribed>> = {
  AbortError: 'unreachable',
  NotAllowedError: 'refused',
};

const silence = (): Promise<{ problem: Problem }> =>
  new Promise(resolve => setTimeout(() => resolve({ problem: cannotSubscribe('silent') }), PATIENCE));

const keyOf = ({ options }: PushSubscription): string | undefined =>
  options.applicationServerKey ? base64url.encode(new Uint8Array(options.applicationServerKey)) : undefined;
