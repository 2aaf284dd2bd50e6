import * as z from 'zod/mini';
import type { Contact } from '../household/contact.ts';
import type { ContactId } from '../household/ids.ts';
import { applySettingsChange, defaultSettings, type Settings } from '../household/settings.ts';
import { applyContactLink, contactAndSettingsLinks } from './naming.ts';
import { decodeUnverified } from './signed.ts';

/** Other links say nothing that a conversation needs, and are passed over. */
const link = z.lazy(() => z.discriminatedUnion('type', contactAndSettingsLinks));

/**
 * The contacts and the settings as the chain names them, without checking a signature: enough to understand what is
 * said to the Echo, where a forged name can mislead a conversation but releases nothing.
 */
export function readContactsAndSettings(links: readonly string[]): {
  contacts: Contact[];
  settings: Settings;
} {
  const contacts = new Map<ContactId, Contact>();
  let settings = defaultSettings;
  for (const jws of links) {
    const { data: said } = link.safeParse(decodeUnverified(jws)?.payload);
    if (said?.type === 'put-contact' || said?.type === 'remove-contact') applyContactLink(contacts, said);
    if (said?.type === 'change-settings') settings = applySettingsChange(settings, said.settings);
  }
  return { contacts: [...contacts.values()], settings };
}
