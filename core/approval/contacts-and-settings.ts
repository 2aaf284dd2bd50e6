import * as z from 'zod/mini';
import { type Contact, contactSchema } from '../household/contact.ts';
import { type ContactId, contactIdSchema, householdIdSchema } from '../household/ids.ts';
import { instantSchema } from '../household/instant.ts';
import {
  applySettingsChange,
  defaultSettings,
  type Settings,
  settingsChangeSchema,
} from '../household/settings.ts';
import { sha256Schema } from '../household/bytes/sha256.ts';
import { decodeUnverified } from './jws.ts';

/** The fields of every link. */
export const linkFields = { household: householdIdSchema, at: instantSchema };
/** The fields of every link but the first. `prev` is the digest of the link before it. */
export const nextLinkFields = { ...linkFields, prev: sha256Schema };

const putContact = z.strictObject({
  ...nextLinkFields,
  type: z.literal('put-contact'),
  contact: contactSchema,
});
const removeContact = z.strictObject({
  ...nextLinkFields,
  type: z.literal('remove-contact'),
  contact: contactIdSchema,
});
const changeSettings = z.strictObject({
  ...nextLinkFields,
  type: z.literal('change-settings'),
  settings: settingsChangeSchema,
});

/** The links that a conversation needs. They are apart from the others to keep the skill's bundle small. */
export const contactAndSettingsLinks = [putContact, removeContact, changeSettings] as const;

/** A map keeps its order: a contact that is changed moves to the end, so the last is the newest. */
export function applyContactLink(
  contacts: Map<ContactId, Contact>,
  link: z.infer<typeof putContact> | z.infer<typeof removeContact>,
): void {
  if (link.type === 'remove-contact') contacts.delete(link.contact);
  else {
    contacts.delete(link.contact.id);
    contacts.set(link.contact.id, link.contact);
  }
}

const linkSchema = z.lazy(() => z.discriminatedUnion('type', contactAndSettingsLinks));

/**
 * Reads contacts and settings from a chain without verifying any signature. A conversation may use them, because a
 * forged name can mislead a conversation but releases nothing. Links of other types are skipped.
 */
export function readContactsAndSettings(links: readonly string[]): {
  contacts: Contact[];
  settings: Settings;
} {
  const contacts = new Map<ContactId, Contact>();
  let settings = defaultSettings;
  for (const jws of links) {
    const { data: link } = linkSchema.safeParse(decodeUnverified(jws)?.payload);
    if (!link) continue;
    if (link.type === 'change-settings') settings = applySettingsChange(settings, link.settings);
    else applyContactLink(contacts, link);
  }
  return { contacts: [...contacts.values()], settings };
}
