import { readContactsAndSettings } from '../../core/approval/contacts-and-settings.ts';
import type { HouseholdId } from '../../core/household/ids.ts';

type ContactsAndSettings = ReturnType<typeof readContactsAndSettings>;

/** Reads contacts and settings from a household's chain. */
export type ReadContacts = (household: HouseholdId, links: readonly string[]) => ContactsAndSettings;

/** More households than one process serves at once. */
const MOST_HOUSEHOLDS = 100;

/**
 * Reads contacts and settings, and remembers the newest of each household. While no link has changed it gives the same
 * objects, so that what is derived from them, such as the book of names, is made once too.
 */
export function rememberContacts(): ReadContacts {
  const remembered = new Map<HouseholdId, { links: readonly string[]; read: ContactsAndSettings }>();
  return (household, links) => {
    const known = remembered.get(household);
    const isUnchanged =
      known?.links.length === links.length && known.links.every((link, index) => link === links[index]);
    if (isUnchanged) return known.read;
    const read = readContactsAndSettings(links);
    if (remembered.size >= MOST_HOUSEHOLDS) remembered.clear();
    remembered.set(household, { links, read });
    return read;
  };
}
