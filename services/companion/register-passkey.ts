import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { base64url } from 'jose';
import type { PasskeyRegistration } from '../../core/api/phone-routes.ts';
import type { Passkey } from '../../core/approval/link.ts';
import { headOf, type TrustList } from '../../core/approval/trust-list.ts';

/**
 * Verifies a new credential: it was made for the head of this trust list, on a page of this API's origins, with its user
 * verified. No attestation is required, so the device may be of any maker. The phone gives the passkey its name.
 */
export async function registerPasskey(
  registration: PasskeyRegistration,
  trust: TrustList,
  origins: readonly string[],
): Promise<
  { passkey: Omit<Passkey, 'name'>; counter: number; backedUp: boolean } | { refused: 'passkey-refused' }
> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: registration,
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
