import { sha256Of } from '#sha256';
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
export const sha256 = (data: Part): Sha256 => base64url.encode(sha256Of([bytesOf(data)])) as Sha256;

/** The digest of the bytes that `joinParts` would give. It is computed without joining them. */
export const sha256OfParts = (...parts: Part[]): Sha256 =>
  base64url.encode(sha256Of(piecesOf(parts))) as Sha256;
