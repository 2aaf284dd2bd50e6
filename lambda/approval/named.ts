import type { Contact } from '../household/contact.ts';
import type { ContactId } from '../household/ids.ts';
import { changed, defaultSettings, type Settings } from '../household/settings.ts';
import { link } from './link.ts';
import { readSigned } from './signed.ts';
import { applyToContacts } from './trust-list.ts';

/**
 * The contacts and the settings as the chain names them, without checking a signature: enough to understand what is
 * said to the Echo, where a forged name can mislead a conversation but releases nothing.
 */
export function named(links: readonly string[]): { contacts: Contact[]; settings: Settings } {
  const contacts = new Map<ContactId, Contact>();
  let settings = defaultSettings;
  for (const jws of links) {
    const { data: said } = link.safeParse(readSigned(jws)?.payload);
    if (said?.does === 'put-contact' || said?.does === 'remove-contact') applyToContacts(contacts, said);
    if (said?.does === 'set') settings = changed(settings, said.settings);
  }
  return { contacts: [...contacts.values()], settings };
}
