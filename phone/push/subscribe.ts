import { base64url } from 'jose';
import * as z from 'zod/mini';
import type { Api } from '../session/api-client.ts';
import type { Answered, Problem } from '../session/problem.ts';
import { pushTexts } from '../ui/texts.ts';

/** The browser gives no subscription, whatever the owner allowed. */
export const cannotSubscribe: Problem = { code: 'not-subscribed', title: pushTexts.notSubscribed };

/** What subscribing needs of the browser. */
export type PushSubscriber = Pick<PushManager, 'getSubscription' | 'subscribe'>;

/** What the house says of this phone's pushes: the key it signs them with, and whether it has a subscription. */
export const pushStatus = z.object({ key: z.string(), on: z.boolean() });

/**
 * Subscribes this browser for the house's key, or takes the subscription it has, and tells the house. Safe to do at
 * each opening: nothing changes where nothing has. A subscription for another key is given up, as no push that this
 * house signs would come through it.
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
