import * as z from 'zod/mini';
import { type ContactId, contactIdSchema } from './ids.ts';
import { type Sha256, sha256OfParts } from './sha256.ts';

/** The ways to reach a contact. */
export type Channel = 'email';

/** Where a recording goes. */
export type Address = { channel: Channel; address: string };

/** What a statement says of an address: enough to compare, too little to read. */
export type AddressDigest = { channel: Channel; digest: Sha256 };

/** A name, its nicknames, and one or more addresses. */
export type Contact = { id: ContactId; name: string; nicknames: string[]; addresses: Address[] };

/** Alexa takes at most 140 characters for an entity; a spoken name is far shorter. */
const NAME_LENGTH = 60;
/** Made when first asked: Alexa waits while the skill starts. */
export const parsedContact: z.ZodMiniType<Contact> = z.lazy(() => {
  const spokenName = z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'Give the name that is said to the Echo.'),
      z.maxLength(NAME_LENGTH, `A name has at most ${NAME_LENGTH} characters.`),
    );
  const address = z.strictObject({
    channel: z.literal('email'),
    address: z.pipe(
      z.string().check(z.trim(), z.maxLength(254, 'An email address has at most 254 characters.')),
      z.email('This is not an email address; it should look like anna@example.org.'),
    ),
  });
  return z.strictObject({
    id: contactIdSchema,
    name: spokenName,
    nicknames: z.array(spokenName).check(z.maxLength(10, 'At most 10 nicknames.')),
    addresses: z
      .array(address)
      .check(z.minLength(1, 'A contact needs at least one address.'), z.maxLength(5, 'At most 5 addresses.')),
  });
});

/** The digest by which a statement names an address. */
export function addressDigest({ channel, address }: Address): AddressDigest {
  return { channel, digest: sha256OfParts('second-yes address', channel, address) };
}
