import * as z from 'zod/mini';
import type { PhoneId } from '../household/ids.ts';
import { type Duration, type Instant, instant, seconds } from '../household/instant.ts';
import { sha256 } from '../household/bytes/sha256.ts';
import {
  claimedSignerOf,
  decodeUnverified,
  phoneIdOf,
  type PublicKey,
  publicKeySchema,
  type Signer,
  signProof,
  verifyJws,
} from './jws.ts';

/** A proof is accepted if its time is nearer than this to the server's clock. */
export const proofLife: Duration = seconds(60);

/** A request as its sender knows it. `url` has no query and no fragment. */
export type SentRequest = { method: string; url: string; body: Uint8Array };

/** A request as the server received it. `urls` has one entry for each origin of the server. */
export type ReceivedRequest = { method: string; urls: readonly string[]; body: Uint8Array };

/** The claims of RFC 9449 §4.2 and one of ours. */
const claimsSchema = z.strictObject({
  htm: z.string(),
  htu: z.string(),
  iat: z.number(),
  jti: z.string().check(z.minLength(16), z.maxLength(64)),
  /** The digest of the request's body; of zero bytes if it has none. */
  body_digest: z.string(),
});

/** A proof that fits its request, and the phone that signed it. */
export type FittingProof = { phone: PhoneId; jti: string; staleAt: Instant };

/** Why a proof is not believed. */
export const PROOF_REFUSALS = [
  'proof-missing',
  'proof-invalid',
  'proof-stale',
  'proof-of-another-request',
] as const;
export type ProofRefusal = (typeof PROOF_REFUSALS)[number];

/**
 * Makes a proof that a phone sends this request now, in the form of RFC 9449 §4.2. `jti` is fresh randomness of 16 to
 * 64 characters.
 */
export function makeProof(
  { method, url, body }: SentRequest,
  signer: Signer & { jwk: PublicKey },
  { at, jti }: { at: Instant; jti: string },
): Promise<string> {
  const claims = { htm: method, htu: url, iat: Math.floor(at / 1000), jti, body_digest: sha256(body) };
  return signProof(claims, signer);
}

/**
 * Verifies a proof against the request that it came with (RFC 9449 §4.3), with the key in its header, and gives the phone
 * that this key is the id of. Nothing needs to be read for that. The caller must check that this phone may send the
 * request, and that `jti` was not used before. From `staleAt` on, the proof is refused anyway.
 */
export async function verifyProof(
  proof: string | undefined,
  { request, now }: { request: ReceivedRequest; now: Instant },
): Promise<FittingProof | { refused: ProofRefusal }> {
  if (!proof) return { refused: 'proof-missing' };
  const { data: key } = publicKeySchema.safeParse(decodeUnverified(proof)?.header['jwk']);
  if (!key) return { refused: 'proof-invalid' };
  const phone = phoneIdOf(key);
  if (claimedSignerOf(proof) !== phone) return { refused: 'proof-invalid' };
  const { data: claims } = claimsSchema.safeParse(await verifyJws(proof, 'dpop+jwt', key));
  if (!claims) return { refused: 'proof-invalid' };
  const signedAt = seconds(claims.iat);
  if (Math.abs(now - signedAt) >= proofLife) return { refused: 'proof-stale' };
  if (claims.htm !== request.method) return { refused: 'proof-of-another-request' };
  if (!request.urls.includes(claims.htu)) return { refused: 'proof-of-another-request' };
  if (claims.body_digest !== sha256(request.body)) return { refused: 'proof-of-another-request' };
  return { phone, jti: claims.jti, staleAt: instant(signedAt + proofLife) };
}
