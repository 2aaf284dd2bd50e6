import { base64url } from 'jose';
import { canonicalCrockford } from '../../core/household/crockford.ts';
import type { PhoneId } from '../../core/household/ids.ts';
import { sha256 } from '../../core/household/sha256.ts';

/**
 * The six digits that a new phone and the one that lets it in both show, as `123 456`: equal only if both speak of
 * the same key. The code goes into them because a second key with the same six digits is soon found, unless one
 * lacks the code: whoever can change what the house stores does, as it is stored nowhere.
 */
export function computeCheckNumber(phone: PhoneId, code: string): string {
  const digest = base64url.decode(sha256(`second-yes check number ${phone} ${canonicalCrockford(code)}`));
  const digits = String(new DataView(digest.buffer, digest.byteOffset).getUint32(0) % 1e6).padStart(6, '0');
  return `${digits.slice(0, 3)} ${digits.slice(3)}`;
}
