import * as z from 'zod/mini';

const encoded = z.string().check(z.regex(/^[\w-]*$/), z.maxLength(4_000));

/** A passkey's signature in JSON: AuthenticationResponseJSON of WebAuthn Level 3 §5.1. */
export const passkeyAssertionSchema = z.object({
  id: encoded,
  rawId: encoded,
  response: z.object({
    clientDataJSON: encoded,
    authenticatorData: encoded,
    signature: encoded,
  }),
  clientExtensionResults: z.object({}),
  type: z.literal('public-key'),
});
export type PasskeyAssertion = z.infer<typeof passkeyAssertionSchema>;
