import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { base64url } from 'jose';
import * as z from 'zod';
import type { Passkey } from '../../core/approval/link.ts';
import { headOf, type TrustList } from '../../core/approval/trust-list.ts';

const encoded = z
  .string()
  .regex(/^[\w-]*$/)
  .max(8_000);

/** What a browser gives for a new credential, in the JSON form of WebAuthn Level 3 §5.1 (RegistrationResponseJSON). */
export const registration = z.object({
  id: encoded,
  rawId: encoded,
  response: z.object({ clientDataJSON: encoded, attestationObject: encoded }),
  clientExtensionResults: z.object({}).transform(() => ({})),
  type: z.literal('public-key'),
});

/**
 * Verifies a new credential: made for the head of this trust list, on a page of this house, with its user verified.
 * Which maker's device it is on is not asked (no attestation). The name is for the phone to give.
 */
export async function openRegistration(
  response: z.infer<typeof registration>,
  trust: TrustList,
  origins: readonly string[],
): Promise<
  { passkey: Omit<Passkey, 'name'>; counter: number; backedUp: boolean } | { refused: 'passkey-refused' }
> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: headOf(trust),
      expectedOrigin: [...origins],
      expectedRPID: origins.map(origin => new URL(origin).hostname),
      requireUserVerification: true,
    });
    if (!verified) return { refused: 'passkey-refused' };
    const { credential, origin, credentialBackedUp } = registrationInfo;
    const passkey = {
      id: credential.id,
      key: base64url.encode(credential.publicKey),
      origin,
      rp: registrationInfo.rpID ?? new URL(origin).hostname,
    };
    return { passkey, counter: credential.counter, backedUp: credentialBackedUp };
  } catch {
    return { refused: 'passkey-refused' };
  }
}
