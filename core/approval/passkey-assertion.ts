import * as z from 'zod';

const encoded = z
  .string()
  .regex(/^[\w-]*$/)
  .max(4_000);

/** A passkey's signature in JSON: AuthenticationResponseJSON of WebAuthn Level 3 §5.1. */
export const passkeyAssertionSchema = z.object({
  id: encoded,
  rawId: encoded,
  response: z.object({
    clientDataJSON: encoded,
    authenticatorData: encoded,
    signature: encoded,
  }),
  clientExtensionResults: z.object({}).transform(() => ({})),
  type: z.literal('public-key'),
});
export type PasskeyAssertion = z.infer<typeof passkeyAssertionSchema>;
