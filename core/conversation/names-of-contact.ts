import { namesOf } from '../confidence/names/name-book.ts';
import type { Household } from './household.ts';
import type { ContactId } from '../household/ids.ts';

/** What a contact is called by; nothing for one that was removed meanwhile. */
export function namesOfContact(contact: ContactId, { contacts }: Pick<Household, 'contacts'>): string[] {
  const known = contacts.find(({ id }) => id === contact);
  return known ? namesOf(known) : [];
}
