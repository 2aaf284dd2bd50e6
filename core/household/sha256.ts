import { sha256 as hash } from '@noble/hashes/sha2.js';
import { base64url } from 'jose';
import * as z from 'zod/mini';
import { bytesOf, type Part, piecesOf } from './byte-parts.ts';

/** A SHA-256 digest as base64url without padding: 43 characters. */
export const sha256Schema = /* @__PURE__ */ z
  .string()
  .check(z.regex(/^[\w-]{43}$/))
  .brand<'Sha256'>();
export type Sha256 = z.infer<typeof sha256Schema>;

/** The digest of these bytes, or of this text as UTF-8. */
export function sha256(data: Part): Sha256 {
  return base64url.encode(hash(bytesOf(data))) as Sha256;
}

/** The digest of the bytes that `joinParts` would give. It is computed without joining them. */
export function sha256OfParts(...parts: Part[]): Sha256 {
  const state = hash.create();
  for (const piece of piecesOf(parts)) state.update(piece);
  return base64url.encode(state.digest()) as Sha256;
}
