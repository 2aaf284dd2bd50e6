import { useId } from 'preact/hooks';
import type { Contact } from '../../core/household/contact.ts';
import type { ContactId } from '../../core/household/ids.ts';
import { Avatar } from '../ui/avatar.tsx';
import { messageTexts } from '../ui/texts.ts';

type Props = {
  contacts: readonly Contact[];
  picked: ContactId | undefined;
  pick: (contact: ContactId) => void;
};

/** Lets the owner choose a contact. Shows the addresses; only `picked` is selected. */
export function RecipientPicker({ contacts, picked, pick }: Props) {
  const group = useId();
  return (
    <fieldset class="picker">
      <legend>{messageTexts.card.pick}</legend>
      {contacts.map(contact => {
        const { id, name, addresses } = contact;
        return (
          <label key={id}>
            <input type="radio" name={group} checked={picked === id} onChange={() => pick(id)} />
            <Avatar contact={contact} />
            <span>
              {name} <span class="address">{addresses.map(({ address }) => address).join(', ')}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
