import { noteBounce, stopMessages } from '../../core/household/consent.ts';
import type { AddressDigest } from '../../core/household/contact.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';
import type { PushNotifier } from './push-notifier.ts';
import { changeConsent } from '../storage/change-consent.ts';

/**
 * What a service reports of a mail that it had taken: the recipient's server sent it back, with its reply, or the recipient
 * reported it as spam.
 */
export type MailEvent = { household: HouseholdId; address: AddressDigest; at: Instant } & (
  { what: 'bounce'; reply: string } | { what: 'complaint' }
);

type Parts = { documents: Documents; notifier: Pick<PushNotifier, 'notifyTrouble'> };

/**
 * Keeps the report where the owner sees it. After a complaint no message goes to the address any more. The phones are
 * notified of a mail that came back, because its message is said to be delivered.
 */
export async function noteMailEvent({ documents, notifier }: Parts, event: MailEvent): Promise<void> {
  const { household, address, at } = event;
  // A household that was erased must not come back.
  if (!(await documents.get(household, 'trust', 'trust'))) return;
  await changeConsent(documents, household, consent =>
    event.what === 'complaint'
      ? stopMessages(consent, address, { at, by: 'complaint' })
      : noteBounce(consent, address, { at, reply: event.reply }),
  );
  if (event.what === 'bounce') await notifier.notifyTrouble(household, 'mail-came-back');
}
