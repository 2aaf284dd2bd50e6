import { base64url } from 'jose';
import * as z from 'zod';

/** A secret of the house that is missing where it must be, or is not what it must be. Its value is in no message. */
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

/** How a new anchor key is kept. */
export const anchorText = (random: (bytes: number) => Uint8Array): string =>
  base64url.encode(random(ANCHOR_BYTES));

/** The anchor key from how it is kept. Throws {@link SecretUnusable}. */
export function anchorFrom(text: string | undefined): Uint8Array {
  if (text === undefined) throw new SecretUnusable('anchor-missing');
  const anchor = /^[\w-]{43}$/.test(text) ? base64url.decode(text) : undefined;
  if (anchor?.length !== ANCHOR_BYTES) throw new SecretUnusable('anchor-malformed');
  return anchor;
}

/** The key pair by which push services know this house, from how it is kept. Throws {@link SecretUnusable}. */
export function vapidFrom(text: string | undefined): z.infer<typeof keyPair> {
  if (text === undefined) throw new SecretUnusable('vapid-missing');
  try {
    return keyPair.parse(JSON.parse(text));
  } catch {
    throw new SecretUnusable('vapid-malformed');
  }
}
