import {
  base64url,
  CompactSign,
  compactVerify,
  type CompactJWSHeaderParameters,
  type CryptoKey,
  decodeProtectedHeader,
  importJWK,
} from 'jose';
import * as z from 'zod/mini';
import type { PhoneId } from '../household/ids.ts';
import { memoryOf } from '../household/memory.ts';
import { sha256 } from '../household/bytes/sha256.ts';

/**
 * What a JWS is for. The type is in the signed header, so that a JWS made for one purpose is refused for every other
 * (RFC 8725 §3.11).
 */
export type JwsType = 'second-yes-first-link' | 'second-yes-link' | 'second-yes-statement' | 'dpop+jwt';

/**
 * 32 bytes as base64url, in the one spelling that an encoder gives: the last two bits are unused. A key with another
 * spelling would have another thumbprint.
 */
const coordinate = z.string().check(z.regex(/^[\w-]{42}[AEIMQUYcgkosw048]$/));

/** The public half of a P-256 key, as a JWK (RFC 7518 §6.2). */
export const publicKeySchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
});
export type PublicKey = z.infer<typeof publicKeySchema>;

/** More than the keys of all households that use a server at the same time. */
const imported = memoryOf<string, CryptoKey>(1_000);

/**
 * Imports a public key, which takes longer than to verify a signature with it. So the keys that were used last are
 * remembered. Rejects a key that is no point on its curve.
 */
async function importPublicKey({ kty, crv, x, y }: PublicKey): Promise<CryptoKey> {
  const name = `${x}.${y}`;
  const known = imported.get(name);
  if (known) return known;
  const key = await importJWK({ kty, crv, x, y }, 'ES256');
  imported.set(name, key);
  return key;
}

/** Whether a key is a point on its curve, so that something can be signed with its private half. */
export async function isPointOnCurve(key: PublicKey): Promise<boolean> {
  try {
    await importPublicKey(key);
    return true;
  } catch {
    return false;
  }
}

/** The id of a phone: the RFC 7638 thumbprint of its public key, whose members stand in this order there. */
export const phoneIdOf = ({ kty, crv, x, y }: PublicKey): PhoneId =>
  sha256(JSON.stringify({ crv, kty, x, y })) as string as PhoneId;

/** A private P-256 key and the id of the phone, or of the recovery code, that it belongs to. */
export type Signer = { phone: PhoneId; key: CryptoKey };

/** Signs a payload as a compact JWS with ES256. The header names the signer as `kid`. */
export const signWithPhoneKey = (payload: object, type: JwsType, { phone, key }: Signer): Promise<string> =>
  sign(payload, { alg: 'ES256', typ: type, kid: phone }, key);

/** Signs a proof, whose header carries the public key too (RFC 9449 §4.2). */
export const signProof = (
  payload: object,
  { phone, key, jwk }: Signer & { jwk: PublicKey },
): Promise<string> =>
  sign(payload, { alg: 'ES256', typ: 'dpop+jwt' satisfies JwsType, kid: phone, jwk }, key);

/** Seals a payload with the anchor key, as a compact JWS with HS256. */
export const sealWithAnchorKey = (payload: object, type: JwsType, anchor: Uint8Array): Promise<string> =>
  sign(payload, { alg: 'HS256', typ: type }, anchor);

const sign = (
  payload: object,
  header: CompactJWSHeaderParameters,
  key: CryptoKey | Uint8Array,
): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(payload))).setProtectedHeader(header).sign(key);

/**
 * Gives the payload of a JWS if its signature, its type and its spelling are right, else undefined. The key decides
 * about the algorithm and the JWS does not: a public key verifies ES256, the bytes of an anchor key verify HS256.
 */
export async function verifyJws(jws: string, type: JwsType, key: PublicKey | Uint8Array): Promise<unknown> {
  try {
    if (!isCanonical(jws)) return undefined;
    const algorithm = key instanceof Uint8Array ? 'HS256' : 'ES256';
    const verifying = key instanceof Uint8Array ? key : await importPublicKey(key);
    const { payload, protectedHeader } = await compactVerify(jws, verifying, { algorithms: [algorithm] });
    return protectedHeader.typ === type ? JSON.parse(new TextDecoder().decode(payload)) : undefined;
  } catch {
    return undefined;
  }
}

/** Decodes the protected header and the payload and verifies nothing. Gives undefined if they cannot be decoded. */
export function decodeUnverified(
  jws: string,
): { header: Record<string, unknown>; payload: unknown } | undefined {
  try {
    const payload = JSON.parse(new TextDecoder().decode(base64url.decode(jws.split('.')[1] ?? '')));
    return { header: { ...decodeProtectedHeader(jws) }, payload };
  } catch {
    return undefined;
  }
}

/** The signer that a JWS names. Nothing is verified: use it only to find the key to verify with. */
export const claimedSignerOf = (jws: string): PhoneId => decodeUnverified(jws)?.header['kid'] as PhoneId;

/** base64url has several spellings of the same bytes, because trailing bits are unused. Only the encoder's is accepted. */
function isCanonical(jws: string): boolean {
  const parts = jws.split('.');
  return parts.length === 3 && parts.every(part => base64url.encode(base64url.decode(part)) === part);
}
