import { sha256 as hash } from '@noble/hashes/sha2.js';
import { base64url } from 'jose';

/** A SHA-256 digest as base64url without padding: 43 characters. */
export type Sha256 = string & { readonly sha256: unique symbol };

/** The digest of these bytes, or of the UTF-8 of this text. */
export function sha256(data: Uint8Array | string): Sha256 {
  return base64url.encode(hash(bytesOf(data))) as Sha256;
}

/**
 * The digest of several parts in order. Each part goes in behind its length as eight bytes, big-endian,
 * so that no two different lists of parts give the same input.
 */
export function sha256OfParts(...parts: (Uint8Array | string)[]): Sha256 {
  const state = hash.create();
  for (const part of parts) {
    const bytes = bytesOf(part);
    const length = new DataView(new ArrayBuffer(8));
    length.setBigUint64(0, BigInt(bytes.length));
    state.update(new Uint8Array(length.buffer)).update(bytes);
  }
  return base64url.encode(state.digest()) as Sha256;
}

function bytesOf(data: Uint8Array | string): Uint8Array {
  return typeof data === 'string' ? new TextEncoder().encode(data) : data;
}
