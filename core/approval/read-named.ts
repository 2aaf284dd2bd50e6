import * as z from 'zod/mini';
import type { Contact } from '../household/contact.ts';
import type { ContactId } from '../household/ids.ts';
import { applySettingsChange, defaultSettings, type Settings } from '../household/settings.ts';
import { applyToContacts, naming } from './naming.ts';
import { readSigned } from './signed.ts';

/** Other links say nothing that a conversation needs, and are passed over. */
const link = z.lazy(() => z.discriminatedUnion('does', naming));

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
    if (said?.does === 'set') settings = applySettingsChange(settings, said.settings);
  }
  return { contacts: [...contacts.values()], settings };
}
