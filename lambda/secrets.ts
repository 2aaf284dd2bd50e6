import { base64url } from 'jose';
import * as z from 'zod';

/** A secret is missing or malformed. The message does not contain its value. */
export class SecretUnusable extends Error {
  override readonly name = 'SecretUnusable';
  readonly code: 'anchor-missing' | 'anchor-malformed' | 'vapid-missing' | 'vapid-malformed';
  constructor(code: SecretUnusable['code']) {
    super(`A secret cannot be used: ${code}.`);
    this.code = code;
  }
}

const ANCHOR_BYTES = 32;
const keyPair = z.object({ publicKey: z.string().length(87), privateKey: z.string().length(43) });

/** A new anchor key as it is stored: 32 random bytes in base64url. */
export const newAnchorText = (random: (bytes: number) => Uint8Array): string =>
  base64url.encode(random(ANCHOR_BYTES));

/** The anchor key from its stored text. Throws {@link SecretUnusable}. */
export function anchorFrom(text: string | undefined): Uint8Array {
  if (text === undefined) throw new SecretUnusable('anchor-missing');
  const anchor = /^[\w-]{43}$/.test(text) ? base64url.decode(text) : undefined;
  if (anchor?.length !== ANCHOR_BYTES) throw new SecretUnusable('anchor-malformed');
  return anchor;
}

/** The VAPID key pair (RFC 8292) from its stored text. Throws {@link SecretUnusable}. */
export function vapidFrom(text: string | undefined): z.infer<typeof keyPair> {
  if (text === undefined) throw new SecretUnusable('vapid-missing');
  try {
    return keyPair.parse(JSON.parse(text));
  } catch {
    throw new SecretUnusable('vapid-malformed');
  }
}

/** Calls `load` on the first call and keeps its result. After a failure the next call loads again. */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () =>
    (loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
}
