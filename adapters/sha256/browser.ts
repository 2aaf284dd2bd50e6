import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

/**
 * The SHA-256 digest of these bytes, one after the other: 32 bytes. A browser's own hash is asynchronous and takes no
 * stream.
 */
export function sha256Of(pieces: Iterable<Uint8Array>): Uint8Array {
  const hash = sha256.create();
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}

/** The HMAC-SHA-256 of these bytes under a key: 32 bytes. */
export const hmacSha256Of = (key: Uint8Array, bytes: Uint8Array): Uint8Array => hmac(sha256, key, bytes);
