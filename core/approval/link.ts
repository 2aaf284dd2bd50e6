import * as z from 'zod/mini';
import { phoneIdSchema } from '../household/ids.ts';
import { contactAndSettingsLinks, linkFields, nextLinkFields } from './contacts-and-settings.ts';
import { publicKeySchema } from './jws.ts';
import { NAME_LENGTH } from '../household/contact-limits.ts';

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(NAME_LENGTH));

/** A phone that is not yet in the trust list, as it introduces itself. */
export const newPhoneSchema = z.strictObject({ key: publicKeySchema, name });
export type NewPhone = z.infer<typeof newPhoneSchema>;

const credential = {
  /** The credential's id, base64url. */
  id: z.string().check(z.regex(/^[\w-]{8,1400}$/)),
  /** The credential's public key in COSE form, base64url. */
  key: z.string().check(z.regex(/^[\w-]{40,1400}$/)),
  /** The origin of the page that registered it. */
  origin: z.url().check(z.maxLength(300)),
  /** The relying party's id: the domain that the credential is bound to. */
  rp: z.string().check(z.minLength(1), z.maxLength(253)),
};
/** A WebAuthn credential as a phone registered it: a face, a fingerprint or a PIN. */
export const credentialSchema = z.strictObject(credential);
/** A credential in the trust list, with the name that its owner gave it. */
const passkeySchema = z.strictObject({ ...credential, name });
export type Passkey = z.infer<typeof passkeySchema>;

/** Link 0: the first phone and the public half of the recovery code. It is sealed with the anchor key. */
export const firstLinkSchema = z.strictObject({
  ...linkFields,
  type: z.literal('create-household'),
  phone: newPhoneSchema,
  recovery: publicKeySchema,
});
export type FirstLink = z.infer<typeof firstLinkSchema>;

/** Every further link. A phone in the chain signs it; the recovery code's key signs `recover`. */
export const linkSchema = z.discriminatedUnion('type', [
  ...contactAndSettingsLinks,
  z.strictObject({ ...nextLinkFields, type: z.literal('admit-phone'), phone: newPhoneSchema }),
  z.strictObject({ ...nextLinkFields, type: z.literal('rename-phone'), phone: phoneIdSchema, name }),
  z.strictObject({ ...nextLinkFields, type: z.literal('revoke-phone'), phone: phoneIdSchema }),
  z.strictObject({ ...nextLinkFields, type: z.literal('add-passkey'), passkey: passkeySchema }),
  z.strictObject({ ...nextLinkFields, type: z.literal('remove-passkey'), passkey: z.string() }),
  z.strictObject({
    ...nextLinkFields,
    type: z.literal('recover'),
    phone: newPhoneSchema,
    recovery: publicKeySchema,
  }),
]);
export type Link = z.infer<typeof linkSchema>;

/** What a link changes, without the fields of every link. */
export type TrustChange = Link extends infer L
  ? L extends unknown
    ? Omit<L, 'household' | 'at' | 'prev'>
    : never
  : never;
