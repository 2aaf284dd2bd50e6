import { base64url } from 'jose';
import * as z from 'zod';

/** 65 and 16 bytes as base64url: an uncompressed P-256 point and a secret (RFC 8291 §3.1, §3.2). */
const p256dh = z.string().regex(/^[\w-]{87}$/);
const auth = z.string().regex(/^[\w-]{22}$/);

/** Where a browser takes pushes, as its PushSubscription says it. */
export const subscribeBody = z.strictObject({
  endpoint: z.string().min(1).max(1_000),
  keys: z.strictObject({ p256dh, auth }),
});

/** Whether the keys are keys: a point that lies on no curve encrypts nothing. */
export async function isUsable({ p256dh }: z.infer<typeof subscribeBody>['keys']): Promise<boolean> {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  return crypto.subtle
    .importKey('raw', new Uint8Array(base64url.decode(p256dh)), curve, false, [])
    .then(() => true)
    .catch(() => false);
}
