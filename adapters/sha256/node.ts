import { createHash, createHmac } from 'node:crypto';

/**
 * The SHA-256 digest of these bytes, one after the other: 32 bytes. Node's own, which is a hundred times as fast as the
 * one for browsers.
 */
export function sha256Of(pieces: Iterable<Uint8Array>): Uint8Array {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return new Uint8Array(hash.digest());
}

/** The HMAC-SHA-256 of these bytes under a key: 32 bytes. */
export const hmacSha256Of = (key: Uint8Array, bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHmac('sha256', key).update(bytes).digest());
