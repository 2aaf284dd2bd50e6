import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { base64url } from 'jose';
import { sha256 } from '../household/bytes/sha256.ts';
import type { PasskeyAssertion } from './passkey-assertion.ts';
import type { TrustList } from './trust-list.ts';

/** What an assertion says about its passkey. */
export type PasskeyUse = { id: string; counter: number; backedUp: boolean };

/**
 * Verifies that a passkey of the household signed this text, a JWS or an order, after the authenticator verified its user.
 * The challenge is the SHA-256 of the text, so that an assertion fits one text only. `expected.counter` is the highest
 * signature counter seen from this passkey: a counter that does not grow is a sign of a cloned authenticator and is
 * refused (WebAuthn Level 3 §6.1.1).
 */
export async function verifyPasskeyAssertion(
  assertion: PasskeyAssertion,
  expected: { signed: string; passkeys: TrustList['passkeys']; counter?: number | undefined },
): Promise<PasskeyUse | { refused: 'passkey-refused' }> {
  const passkey = expected.passkeys.get(assertion.id);
  if (!passkey) return { refused: 'passkey-refused' };
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: assertion,
      expectedChallenge: sha256(expected.signed),
      expectedOrigin: passkey.origin,
      expectedRPID: passkey.rp,
      requireUserVerification: true,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(base64url.decode(passkey.key)),
        counter: expected.counter ?? 0,
      },
    });
    if (!verified) return { refused: 'passkey-refused' };
    return {
      id: passkey.id,
      counter: authenticationInfo.newCounter,
      backedUp: authenticationInfo.credentialBackedUp,
    };
  } catch {
    // The library throws if any part is wrong. Which part it was would only help an attacker.
    return { refused: 'passkey-refused' };
  }
}
