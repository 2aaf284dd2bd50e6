import { Fragment } from 'preact';
import { useId } from 'preact/hooks';
import type { Contact } from '../../core/household/contact.ts';
import type { ContactId } from '../../core/household/ids.ts';
import { AddressView } from '../ui/address-view.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { useContactSearch } from '../ui/contact-search.tsx';
import { contactTexts, messageTexts } from '../ui/texts.ts';

type Props = {
  contacts: readonly Contact[];
  picked: ContactId | undefined;
  pick: (contact: ContactId) => void;
};

/** Lets the owner choose a contact. Shows the addresses; only `picked` is selected. */
export function RecipientPicker({ contacts, picked, pick }: Props) {
  const group = useId();
  const text = messageTexts.card;
  const { field, isFound, sorted } = useContactSearch(contacts);
  const found = sorted.filter(contact => contact.id === picked || isFound(contact));
  return (
    <fieldset class="picker">
      <legend>{text.pick}</legend>
      {field}
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
                  {addresses.map((one, place) => (
                    <Fragment key={one.address}>
                      {place > 0 && ', '}
                      <AddressView {...one} />
                    </Fragment>
                  ))}
                </span>
              </span>
            </label>
          );
        })}
        {found.length === 0 && <p class="muted">{contactTexts.noneFound}</p>}
      </div>
    </fieldset>
  );
}
