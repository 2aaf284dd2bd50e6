import { base64url } from 'jose';
import { canonicalCrockford } from '../../core/household/bytes/crockford.ts';
import type { PhoneId } from '../../core/household/ids.ts';
import { sha256 } from '../../core/household/bytes/sha256.ts';

/**
 * Six digits, such as `123 456`, that a new phone and the phone that adds it both show. They are equal only if both
 * phones mean the same key. The digest covers the pairing code too: without it, an attacker who can change the
 * server's storage could search for a second key with the same digits. The code is stored nowhere.
 */
export function computeCheckNumber(phone: PhoneId, code: string): string {
  const digest = base64url.decode(sha256(`second-yes check number ${phone} ${canonicalCrockford(code)}`));
  const digits = String(new DataView(digest.buffer, digest.byteOffset).getUint32(0) % 1e6).padStart(6, '0');
  return `${digits.slice(0, 3)} ${digits.slice(3)}`;
}
