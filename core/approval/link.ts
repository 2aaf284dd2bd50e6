import * as z from 'zod/mini';
import { linkFields, nextLinkFields, contactAndSettingsLinks } from './naming.ts';

/** 32 bytes as base64url; jose throws on what is no ASCII. */
const coordinate = z.string().check(z.regex(/^[\w-]{43}$/));
/** The public half of a P-256 key. */
export const publicKeySchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
});
const phoneName = z.string().check(z.trim(), z.minLength(1), z.maxLength(60));

/** A phone as it introduces itself. */
export const newPhoneSchema = z.strictObject({ key: publicKeySchema, name: phoneName });
export type NewPhone = z.infer<typeof newPhoneSchema>;

/** A face, a fingerprint or a PIN that the house knows: a WebAuthn credential, as a phone registered it. */
const passkeySchema = z.strictObject({
  /** The credential's id, base64url. */
  id: z.string().check(z.regex(/^[\w-]{8,1400}$/)),
  /** Its public key in COSE form, base64url. */
  key: z.string().check(z.regex(/^[\w-]{40,1400}$/)),
  name: phoneName,
  /** Where it was made: the page's origin, and the domain that the credential is bound to. */
  origin: z.url().check(z.maxLength(300)),
  rp: z.string().check(z.minLength(1), z.maxLength(253)),
});

/** Link 0: the first phone and the public half of the recovery code, sealed with the anchor key. */
export const firstLinkSchema = z.strictObject({
  ...linkFields,
  type: z.literal('create-household'),
  phone: newPhoneSchema,
  recovery: publicKeySchema,
});
/** Every further link, signed by a phone already in the chain; a `recover` by the recovery code's key. */
export const linkSchema = z.discriminatedUnion('type', [
  ...contactAndSettingsLinks,
  z.strictObject({ ...nextLinkFields, type: z.literal('admit-phone'), phone: newPhoneSchema }),
  z.strictObject({ ...nextLinkFields, type: z.literal('rename-phone'), phone: z.string(), name: phoneName }),
  z.strictObject({ ...nextLinkFields, type: z.literal('revoke-phone'), phone: z.string() }),
  z.strictObject({ ...nextLinkFields, type: z.literal('add-passkey'), passkey: passkeySchema }),
  z.strictObject({ ...nextLinkFields, type: z.literal('remove-passkey'), passkey: z.string() }),
  z.strictObject({
    ...nextLinkFields,
    type: z.literal('recover'),
    phone: newPhoneSchema,
    recovery: publicKeySchema,
  }),
]);

export type FirstLink = z.infer<typeof firstLinkSchema>;
export type Link = z.infer<typeof linkSchema>;
export type Passkey = z.infer<typeof passkeySchema>;
