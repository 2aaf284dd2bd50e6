import type { Recipient } from './message-card.ts';
import { AddressView } from '../ui/address-view.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { messageTexts } from '../ui/texts.ts';

/** The recipient of a message. The addresses always stand beside the name. */
export function RecipientView({ recipient, id }: { recipient: Recipient; id?: string }) {
  return (
    <>
      {recipient.is === 'contact' ? (
        <Avatar contact={recipient.contact} />
      ) : (
        <span class="avatar" aria-hidden="true">
          ?
        </span>
      )}
      <div class="recipient">
        <h2 id={id} dir="auto">
          {titleRecipient(recipient)}
        </h2>
        {recipient.is === 'contact' &&
          recipient.contact.addresses.map(one => (
            <p key={one.address} class="address">
              <AddressView {...one} />
            </p>
          ))}
      </div>
    </>
  );
}

/** The heading of the card of a message for this recipient. */
export function titleRecipient(recipient: Recipient): string {
  switch (recipient.is) {
    case 'contact':
      return recipient.contact.name;
    case 'unchosen':
      return messageTexts.card.chooseTitle;
    case 'gone':
      return messageTexts.card.removedTitle;
    case 'unchecked':
      return messageTexts.card.uncheckedTitle;
    case 'not-believed':
      return messageTexts.card.notBelievedTitle;
  }
}

/** What a screen reader calls the card of a message for this recipient. */
export function labelMessage(recipient: Recipient): string {
  const text = messageTexts.card;
  switch (recipient.is) {
    case 'contact':
      return text.label(recipient.contact.name);
    case 'unchosen':
      return text.labelUnchosen;
    case 'gone':
      return text.labelRemoved;
    case 'unchecked':
      return text.labelUnchecked;
    case 'not-believed':
      return text.labelNotBelieved;
  }
}
