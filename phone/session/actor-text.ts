import type { TrustList } from '../../core/approval/trust-list.ts';
import type { PhoneId } from '../../core/household/ids.ts';
import { commonTexts } from '../ui/texts.ts';

/** The name of a phone, also of a revoked one; undefined if the trust list never named it. */
export const findPhoneName = (trust: TrustList | undefined, phone: string): string | undefined =>
  (trust?.phones.get(phone as PhoneId) ?? trust?.revoked.get(phone as PhoneId))?.name;

/** Who did something, as `by …`: a phone, or someone by voice. */
export function describeActor(actor: string, me: PhoneId, trust: TrustList | undefined): string {
  if (actor === 'voice') return commonTexts.by.voice;
  if (actor === me) return commonTexts.by.thisPhone;
  const name = findPhoneName(trust, actor);
  return name === undefined ? commonTexts.by.unnamedPhone : commonTexts.by.phone(name);
}
