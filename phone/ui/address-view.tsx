import type { Address } from '../../core/household/contact.ts';
import { readableForm } from './address-forms.ts';
import { contactTexts } from './texts.ts';

/** An address as it is used, and as it reads if its domain is internationalised: two domains may read the same. */
export function AddressView({ channel, address }: Address) {
  const readable = readableForm(address);
  return (
    <>
      {contactTexts.channels[channel].shown(address)}
      {readable !== undefined && (
        <>
          {' '}
          (<bdi>{readable}</bdi>)
        </>
      )}
    </>
  );
}
