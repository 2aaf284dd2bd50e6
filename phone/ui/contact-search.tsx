import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Contact } from '../../core/household/contact.ts';
import { Field } from './field.tsx';
import { contactTexts } from './texts.ts';

/** How many contacts a list must have to get a search field. */
const SEARCH_FROM = 8;

/** The contacts in the order of their names, and a field to search them by a name, a nickname or an address. */
export function useContactSearch(contacts: readonly Contact[]): {
  field: ComponentChildren;
  /** Whether the search finds a contact. */
  isFound: (contact: Contact) => boolean;
  sorted: readonly Contact[];
} {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLocaleLowerCase();
  return {
    field: contacts.length >= SEARCH_FROM && (
      <Field label={contactTexts.search} value={search} onValue={setSearch} />
    ),
    isFound: ({ name, nicknames, addresses }) =>
      [name, ...nicknames, ...addresses.map(({ address }) => address)]
        .join(' ')
        .toLocaleLowerCase()
        .includes(wanted),
    sorted: [...contacts].sort((a, b) => a.name.localeCompare(b.name)),
  };
}
