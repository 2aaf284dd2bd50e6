import { base64url } from 'jose';
import { registerPasskey as registerPasskeyRoute } from '../../../core/api/phone-routes.ts';
import {
  showPush,
  testPush as testPushRoute,
  turnPushOff,
  turnPushOn,
} from '../../../core/api/push-routes.ts';
import type { PushTarget } from '../../../core/household/subscription.ts';
import { testPush } from '../../courier/push-message.ts';
import { dropTarget } from '../../storage/push-target.ts';
import type { CompanionParts } from '../companion-parts.ts';
import { noteActivity } from '../note-activity.ts';
import { registerPasskey } from '../register-passkey.ts';
import { serveToPhones } from '../requests/serve-route.ts';

/** The calling phone itself: its passkeys, and where it takes pushes. Its proof identifies it, never the body. */
export function phoneHandlers(parts: CompanionParts) {
  const { clock, origins, push, log } = parts;
  const { key } = push.sender;
  return {
    registerPasskey: serveToPhones(registerPasskeyRoute, async (request, { household }, { registration }) => {
      const registered = await registerPasskey(registration, request.trust, origins);
      if ('refused' in registered) return registered;
      const { passkey, counter, backedUp } = registered;
      const state = { kind: 'passkey' as const, household, id: passkey.id, version: 0 };
      await request.documents.put({ ...state, counter, backedUp, usedAt: clock() }, 0);
      return { answer: { passkey } };
    }),

    showPush: serveToPhones(showPush, async ({ documents, household, phone }) => {
      const subscription = await documents.get(household, 'subscription', phone);
      return { answer: { key, on: subscription?.target !== undefined } };
    }),

    turnPushOn: serveToPhones(turnPushOn, async (request, { household }, { endpoint, keys }) => {
      const { documents, phone } = request;
      if (!push.sender.allows(endpoint)) return { refused: 'push-endpoint-refused' };
      if (!(await isPublicKey(keys.p256dh))) return { refused: 'body-malformed' };
      const before = await documents.get(household, 'subscription', phone);
      const target = { endpoint, keys };
      if (JSON.stringify(before?.target) !== JSON.stringify(target)) {
        const subscription = { kind: 'subscription' as const, household, id: phone, version: 0, target };
        if (!(await documents.put({ ...subscription, since: clock() }, before?.version ?? 0)))
          return { refused: 'storage-failed' };
      }
      if (!before?.target) await noteActivity(parts, request, { code: 'push-turned-on' });
      return { answer: { key, on: true } };
    }),

    turnPushOff: serveToPhones(turnPushOff, async (request, { household }) => {
      const { documents, phone } = request;
      const subscription = await documents.get(household, 'subscription', phone);
      if (subscription?.target) {
        if (!(await dropTarget(documents, subscription))) return { refused: 'storage-failed' };
        await noteActivity(parts, request, { code: 'push-turned-off' });
      }
      return { answer: { key, on: false } };
    }),

    testPush: serveToPhones(testPushRoute, async ({ documents, household, phone }) => {
      const subscription = await documents.get(household, 'subscription', phone);
      if (!subscription?.target) return { refused: 'push-off' };
      const { end, status } = await push.sender.send(subscription.target, testPush(push.app()));
      if (end === 'gone') await dropTarget(documents, subscription);
      log({ event: `push ${end}`, code: 'test' });
      return { answer: { end, ...(status !== undefined && { status }) } };
    }),
  };
}

/** Whether these bytes are a point on the curve P-256. Nothing can be encrypted for any other point. */
async function isPublicKey(p256dh: PushTarget['keys']['p256dh']): Promise<boolean> {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  return crypto.subtle
    .importKey('raw', new Uint8Array(base64url.decode(p256dh)), curve, false, [])
    .then(() => true)
    .catch(() => false);
}
