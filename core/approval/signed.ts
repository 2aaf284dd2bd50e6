import {
  base64url,
  CompactSign,
  compactVerify,
  type CryptoKey,
  calculateJwkThumbprint,
  decodeProtectedHeader,
  importJWK,
} from 'jose';
import type { PhoneId } from '../household/ids.ts';

/** What a signature is for. The type is signed with the rest, so that none can be taken for another. */
export type JwsType = 'second-yes-first-link' | 'second-yes-link' | 'second-yes-statement' | 'dpop+jwt';

/** The public half of a phone's P-256 key. */
export type PublicKey = { kty: 'EC'; crv: 'P-256'; x: string; y: string };

/** The phone's name for itself: the RFC 7638 thumbprint of its key. */
export async function phoneIdOf(key: PublicKey): Promise<PhoneId> {
  return (await calculateJwkThumbprint(key, 'sha256')) as PhoneId;
}

/** Signs a payload with a phone's private key as a compact JWS (ES256) that names the phone. */
export function signWithPhoneKey(
  payload: object,
  type: JwsType,
  phone: PhoneId,
  key: CryptoKey,
  header: object = {},
): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ ...header, alg: 'ES256', typ: type, kid: phone })
    .sign(key);
}

/** Seals a payload with the anchor key (HS256). */
export function sealWithAnchorKey(payload: object, type: JwsType, anchor: Uint8Array): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'HS256', typ: type })
    .sign(anchor);
}

/**
 * The payload of a JWS if its signature, its type and its spelling hold; undefined otherwise.
 * A key object verifies ES256, bytes verify HS256: the JWS does not choose.
 */
export async function verifyJws(jws: string, type: JwsType, key: PublicKey | Uint8Array): Promise<unknown> {
  try {
    if (!isCanonical(jws)) return undefined;
    const algorithm = key instanceof Uint8Array ? 'HS256' : 'ES256';
    const imported = key instanceof Uint8Array ? key : await importJWK({ ...key }, 'ES256');
    const { payload, protectedHeader } = await compactVerify(jws, imported, { algorithms: [algorithm] });
    return protectedHeader.typ === type ? JSON.parse(new TextDecoder().decode(payload)) : undefined;
  } catch {
    return undefined;
  }
}

/** The protected header and the payload without any check, for who only wants to read. */
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

/** base64url has several spellings of the same bytes (unused trailing bits); only the one that encoding gives counts. */
function isCanonical(jws: string): boolean {
  const parts = jws.split('.');
  return parts.length === 3 && parts.every(part => base64url.encode(base64url.decode(part)) === part);
}
