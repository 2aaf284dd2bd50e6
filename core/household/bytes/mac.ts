import { hmacSha256Of } from '#sha256';
import { base64url } from 'jose';

/** The HMAC-SHA-256 of a text under a key, as base64url without padding: 43 characters. */
export const macOf = (text: string, key: Uint8Array): string =>
  base64url.encode(hmacSha256Of(key, new TextEncoder().encode(text)));

/** A key for another purpose, derived from a key of 32 bytes. Neither key gives the other one away. */
export const derivedKey = (purpose: string, key: Uint8Array): Uint8Array =>
  base64url.decode(macOf(purpose, key));

/** Compares two texts of equal, public length. The time it takes does not depend on where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i % b.length);
  return difference === 0;
}
