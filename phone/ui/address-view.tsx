import type { Address } from '../../core/household/contact.ts';
import { readableForm } from './address-forms.ts';

/** An address as it is used, and as it reads if its domain is internationalised: two domains may read the same. */
export function AddressView({ address }: Pick<Address, 'address'>) {
  const readable = readableForm(address);
  return (
    <>
      {address}
      {readable !== undefined && (
        <>
          {' '}
          (<bdi>{readable}</bdi>)
        </>
      )}
    </>
  );
}
