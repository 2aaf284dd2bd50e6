import * as z from 'zod/mini';
import type { PhoneId } from '../household/ids.ts';
import { type Duration, type Instant, seconds } from '../household/instant.ts';
import { sha256 } from '../household/sha256.ts';
import { verifyJws, phoneIdOf, type PublicKey, decodeUnverified, signWithPhoneKey } from './signed.ts';
import type { CryptoKey } from 'jose';

/** A proof's time must be nearer than this to the server's. */
export const proofLife: Duration = seconds(60);

/** A request as a proof speaks of it; `url` without query and fragment. */
export type Requested = { method: string; url: string; body: Uint8Array };

/** A request as it arrived, at a server that may be known by several addresses. */
export type Arrived = { method: string; urls: readonly string[]; body: Uint8Array };

const claims = z.strictObject({
  htm: z.string(),
  htu: z.string(),
  iat: z.number(),
  jti: z.string().check(z.minLength(16), z.maxLength(64)),
  /** Digest of the request's body, of nothing where it has none. */
  bod: z.string(),
});

export type ProofRefusal = 'proof-missing' | 'proof-invalid' | 'proof-stale' | 'proof-of-another-request';

/**
 * A proof that this phone makes this request now, in the form of RFC 9449 §4.2 with the digest of the body
 * added. `jti` is fresh randomness, 16 to 64 characters.
 */
export async function makeProof(
  { method, url, body }: Requested,
  by: { phone: PhoneId; key: CryptoKey; jwk: PublicKey },
  at: Instant,
  jti: string,
): Promise<string> {
  const payload = { htm: method, htu: url, iat: Math.floor(at / 1000), jti, bod: sha256(body) };
  return signWithPhoneKey(payload, 'dpop+jwt', by.phone, by.key, { jwk: by.jwk });
}

/**
 * Verifies a proof against the request it came with (RFC 9449 §4.3). The key must be one that `keyOf` knows
 * the phone by; at pairing it is the one that is being introduced. Whether `jti` was seen before is for the
 * caller to ask its store.
 */
export async function verifyProof(
  proof: string | undefined,
  arrived: Arrived,
  keyOf: (phone: PhoneId) => PublicKey | undefined,
  now: Instant,
): Promise<{ phone: PhoneId; jti: string } | { refused: ProofRefusal }> {
  if (!proof) return { refused: 'proof-missing' };
  const phone = decodeUnverified(proof)?.header['kid'] as PhoneId;
  const key = keyOf(phone);
  if (!key || (await phoneIdOf(key)) !== phone) return { refused: 'proof-invalid' };
  const parsed = claims.safeParse(await verifyJws(proof, 'dpop+jwt', key));
  if (!parsed.success) return { refused: 'proof-invalid' };
  const { htm, htu, iat, jti, bod } = parsed.data;
  if (Math.abs(now - iat * 1000) >= proofLife) return { refused: 'proof-stale' };
  const { method, urls, body } = arrived;
  if (htm !== method || !urls.includes(htu) || bod !== sha256(body))
    return { refused: 'proof-of-another-request' };
  return { phone, jti };
}
