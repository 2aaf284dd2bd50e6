import { Fragment } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Contact } from '../../core/household/contact.ts';
import type { ContactId } from '../../core/household/ids.ts';
import { AddressView } from '../ui/address-view.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Field } from '../ui/field.tsx';
import { messageTexts } from '../ui/texts.ts';

type Props = {
  contacts: readonly Contact[];
  picked: ContactId | undefined;
  pick: (contact: ContactId) => void;
};

/** From so many contacts on, the picker has a search field. */
const SEARCH_FROM = 8;

/** Lets the owner choose a contact. Shows the addresses; only `picked` is selected. */
export function RecipientPicker({ contacts, picked, pick }: Props) {
  const group = useId();
  const [search, setSearch] = useState('');
  const text = messageTexts.card;
  const sorted = [...contacts].sort((a, b) => a.name.localeCompare(b.name));
  const found = sorted.filter(contact => contact.id === picked || matches(contact, search));
  return (
    <fieldset class="picker">
      <legend>{text.pick}</legend>
      {contacts.length >= SEARCH_FROM && <Field label={text.pickSearch} value={search} onValue={setSearch} />}
      <div class="choices">
        {found.map(contact => {
          const { id, name, addresses } = contact;
          return (
            <label key={id}>
              <input type="radio" name={group} checked={picked === id} onChange={() => pick(id)} />
              <Avatar contact={contact} />
              <span>
                <bdi>{name}</bdi>{' '}
                <span class="address">
                  {addresses.map(({ address }, place) => (
                    <Fragment key={address}>
                      {place > 0 && ', '}
                      <AddressView address={address} />
                    </Fragment>
                  ))}
                </span>
              </span>
            </label>
          );
        })}
        {found.length === 0 && <p class="muted">{text.pickNone}</p>}
      </div>
    </fieldset>
  );
}

const matches = ({ name, nicknames, addresses }: Contact, search: string): boolean =>
  [name, ...nicknames, ...addresses.map(({ address }) => address)]
    .join(' ')
    .toLocaleLowerCase()
    .includes(search.trim().toLocaleLowerCase());
