import { base64url } from 'jose';
import * as z from 'zod/mini';

/** A secret is missing or malformed. The message does not contain its value. */
export class SecretUnusable extends Error {
  override readonly name = 'SecretUnusable';
  readonly code: `${'anchor' | 'seal' | 'vapid'}-${'missing' | 'malformed'}`;
  constructor(code: SecretUnusable['code']) {
    super(`A secret cannot be used: ${code}.`);
    this.code = code;
  }
}

const KEY_BYTES = 32;
/** Made on request: Alexa waits while the skill starts, and the skill has no such pair. */
const keyPair = () =>
  z.object({
    publicKey: z.string().check(z.length(87)),
    privateKey: z.string().check(z.length(43)),
  });
type KeyPair = z.infer<ReturnType<typeof keyPair>>;

/** A new key as it is stored: 32 random bytes in base64url. */
export const newKeyText = (random: (bytes: number) => Uint8Array): string =>
  base64url.encode(random(KEY_BYTES));

/** The anchor key or the key of the seals, from its stored text. Throws {@link SecretUnusable}. */
export function keyFrom(name: 'anchor' | 'seal', text: string | undefined): Uint8Array {
  if (text === undefined) throw new SecretUnusable(`${name}-missing`);
  const key = /^[\w-]{43}$/.test(text) ? base64url.decode(text) : undefined;
  if (key?.length !== KEY_BYTES) throw new SecretUnusable(`${name}-malformed`);
  return key;
}

/** The VAPID key pair (RFC 8292) from its stored text. Throws {@link SecretUnusable}. */
export function vapidFrom(text: string | undefined): KeyPair {
  if (text === undefined) throw new SecretUnusable('vapid-missing');
  try {
    return keyPair().parse(JSON.parse(text));
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
