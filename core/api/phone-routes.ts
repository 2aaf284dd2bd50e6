import * as z from 'zod/mini';
import { credentialSchema, newPhoneSchema } from '../approval/link.ts';
import { instantSchema } from '../household/instant.ts';
import { inHousehold, noBody, type Route } from './route.ts';

/** Opens a code for a further phone. An earlier code is void, and the phone that gave it is forgotten. */
export const invitePhone = {
  method: 'POST',
  path: '/households/:household/invitation',
  provenBy: 'phone',
  target: inHousehold,
  body: noBody,
  answer: z.object({ code: z.string(), until: instantSchema }),
  problems: [],
} as const satisfies Route;

/** The phone that gave the open code, if one did. */
export const showCandidate = {
  method: 'GET',
  path: '/households/:household/invitation',
  provenBy: 'phone',
  target: inHousehold,
  body: noBody,
  answer: z.object({ candidate: z.optional(newPhoneSchema) }),
  problems: [],
} as const satisfies Route;

const encoded = z.string().check(z.regex(/^[\w-]*$/), z.maxLength(8_000));

/** What a browser gives for a new credential, in the JSON form of WebAuthn Level 3 §5.1 (RegistrationResponseJSON). */
const passkeyRegistrationSchema = z.object({
  id: encoded,
  rawId: encoded,
  response: z.object({ clientDataJSON: encoded, attestationObject: encoded }),
  clientExtensionResults: z.object({}),
  type: z.literal('public-key'),
});
export type PasskeyRegistration = z.infer<typeof passkeyRegistrationSchema>;

/** Verifies a new credential and gives what to sign into the trust list. The household knows the passkey from then on. */
export const registerPasskey = {
  method: 'POST',
  path: '/households/:household/passkeys',
  provenBy: 'phone',
  target: inHousehold,
  body: z.strictObject({ registration: passkeyRegistrationSchema }),
  answer: z.object({ passkey: credentialSchema }),
  problems: ['passkey-refused'],
} as const satisfies Route;
