import type { TrustList } from '../../core/approval/trust-list.ts';
import type { PhoneId } from '../../core/household/ids.ts';
import { commonTexts } from '../ui/texts.ts';

/** What a phone is called, or was before it was revoked; undefined if the list never named it. */
export const findPhoneName = (trust: TrustList | undefined, phone: string): string | undefined =>
  (trust?.phones.get(phone as PhoneId) ?? trust?.revoked.get(phone as PhoneId))?.name;

/** Who did something, as `by …`: a phone, or somebody by voice. */
export function describeActor(who: string, me: PhoneId, trust: TrustList | undefined): string {
  if (who === 'voice') return commonTexts.by.voice;
  if (who === me) return commonTexts.by.thisPhone;
  const name = findPhoneName(trust, who);
  return name === undefined ? commonTexts.by.unnamedPhone : commonTexts.by.phone(name);
}
