import { p256 } from '@noble/curves/nist.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { base64url, importJWK } from 'jose';
import { phoneIdOf, type PublicKey } from '../../core/approval/jws.ts';
import { canonicalCrockford, toCrockford } from '../../core/household/bytes/crockford.ts';
import type { Identity } from '../session/phone-store.ts';
import { RECOVERY_CODE_BYTES } from './typed-codes.ts';

const GROUP = 5;

export const createRecoveryCode = (random: (bytes: number) => Uint8Array): string =>
  formatRecoveryCode(random(RECOVERY_CODE_BYTES));

/** Writes a seed as groups of five characters of Crockford's base32, which has no letters that look alike. */
export const formatRecoveryCode = (seed: Uint8Array): string =>
  toCrockford(seed)
    .match(new RegExp(`.{1,${GROUP}}`, 'g'))
    ?.join('-') ?? '';

/**
 * Derives the key of a recovery code; the same code always gives the same key. As FIPS 186-5 A.2.1 requires, it uses
 * more bits than the order of the curve has.
 */
export async function deriveRecoveryKey(typed: string): Promise<Identity> {
  const seed = new TextEncoder().encode(`second-yes recovery ${canonicalCrockford(typed)}`);
  const secret = p256.utils.randomSecretKey(sha512(seed).slice(0, 48));
  const point = p256.getPublicKey(secret, false);
  const jwk: PublicKey = {
    kty: 'EC',
    crv: 'P-256',
    x: base64url.encode(point.slice(1, 33)),
    y: base64url.encode(point.slice(33)),
  };
  const key = await importJWK({ ...jwk, d: base64url.encode(secret) }, 'ES256');
  return { phone: phoneIdOf(jwk), key, jwk };
}
