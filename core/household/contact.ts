import * as z from 'zod/mini';
import { type AddressProblem, type Channel, CHANNELS, channels } from './channel.ts';
import { type ContactId, contactIdSchema } from './ids.ts';
import { MOST_ADDRESSES, MOST_NICKNAMES, NAME_LENGTH } from './contact-limits.ts';
import { type Sha256, sha256OfParts } from './bytes/sha256.ts';

/** An address of a contact, as its channel takes it. */
export type Address = { channel: Channel; address: string };

/** An address in a statement: it can be compared and not read. */
export type AddressDigest = { channel: Channel; digest: Sha256 };

/** A name, its nicknames, and one or more addresses. */
export type Contact = { id: ContactId; name: string; nicknames: string[]; addresses: Address[] };

/** Why a contact is refused. */
export type ContactProblem =
  | 'name-missing'
  | 'name-too-long'
  | 'too-many-nicknames'
  | 'address-missing'
  | 'too-many-addresses'
  | AddressProblem;

const because = (problem: ContactProblem): ContactProblem => problem;

/** The schema of a contact. The messages of its issues are codes: {@link ContactProblem}. It is made on its first use. */
export const contactSchema: z.ZodMiniType<Contact> = z.lazy(() => {
  const spokenName = z
    .string()
    .check(
      z.trim(),
      z.minLength(1, because('name-missing')),
      z.maxLength(NAME_LENGTH, because('name-too-long')),
    );
  return z.strictObject({
    id: contactIdSchema,
    name: spokenName,
    nicknames: z.array(spokenName).check(z.maxLength(MOST_NICKNAMES, because('too-many-nicknames'))),
    addresses: z
      .array(addressSchema())
      .check(
        z.minLength(1, because('address-missing')),
        z.maxLength(MOST_ADDRESSES, because('too-many-addresses')),
      ),
  });
});

function addressSchema(): z.ZodMiniType<Address> {
  const [first, ...others] = channels.map(channel =>
    z.strictObject({ channel: z.literal(channel), address: CHANNELS[channel].address() }),
  );
  return z.discriminatedUnion('channel', [first!, ...others]);
}

/** The digest by which a statement names an address; it shows neither the address nor its length. */
export function addressDigest({ channel, address }: Address): AddressDigest {
  return { channel, digest: sha256OfParts('second-yes address', channel, address) };
}
