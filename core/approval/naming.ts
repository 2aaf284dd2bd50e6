import * as z from 'zod/mini';
import { type Contact, contactSchema } from '../household/contact.ts';
import type { ContactId } from '../household/ids.ts';
import { instant } from '../household/instant.ts';
import { settingsChangeSchema } from '../household/settings.ts';

/** What every link says. */
export const linkFields = { household: z.string(), at: z.pipe(z.number(), z.transform(instant)) };
/** What every link but the first says. */
export const nextLinkFields = { ...linkFields, prev: z.string() };

const putContact = z.strictObject({
  ...nextLinkFields,
  type: z.literal('put-contact'),
  contact: contactSchema,
});
const removeContact = z.strictObject({
  ...nextLinkFields,
  type: z.literal('remove-contact'),
  contact: z.string(),
});
const set = z.strictObject({
  ...nextLinkFields,
  type: z.literal('change-settings'),
  settings: settingsChangeSchema,
});

/** The links that a conversation looks at: those about contacts and settings. */
export const contactAndSettingsLinks = [putContact, removeContact, set] as const;

type AboutContacts = z.infer<typeof putContact> | z.infer<typeof removeContact>;

/** The newest change comes last, so that order tells recency. */
export function applyContactLink(contacts: Map<ContactId, Contact>, said: AboutContacts): void {
  contacts.delete(said.type === 'put-contact' ? said.contact.id : (said.contact as ContactId));
  if (said.type === 'put-contact') contacts.set(said.contact.id, said.contact);
}
