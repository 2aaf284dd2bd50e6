import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { base64url } from 'jose';
import { sha256 } from '../household/sha256.ts';
import type { PasskeyAssertion } from './passkey-assertion.ts';
import type { TrustList } from './trust-list.ts';

/** What a passkey tells of itself with each use. */
export type PasskeyUse = { id: string; counter: number; backedUp: boolean };

/**
 * Verifies that a passkey of the household signed this JWS, after it had verified its user: the challenge is the
 * SHA-256 of the JWS, so the word is on this answer and on no other. `counter`: the highest one seen of a passkey; one
 * that does not grow tells of a copy and is refused (WebAuthn Level 3 §6.1.1).
 */
export async function verifyPasskeyAssertion(
  answer: PasskeyAssertion,
  jws: string,
  trust: Pick<TrustList, 'passkeys'>,
  counter = 0,
): Promise<PasskeyUse | { refused: 'passkey-refused' }> {
  const passkey = trust.passkeys.get(answer.id);
  if (!passkey) return { refused: 'passkey-refused' };
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: sha256(jws),
      expectedOrigin: passkey.origin,
      expectedRPID: passkey.rp,
      requireUserVerification: true,
      credential: { id: passkey.id, publicKey: new Uint8Array(base64url.decode(passkey.key)), counter },
    });
    if (!verified) return { refused: 'passkey-refused' };
    return {
      id: passkey.id,
      counter: authenticationInfo.newCounter,
      backedUp: authenticationInfo.credentialBackedUp,
    };
  } catch {
    // The library throws for whatever does not fit; which part it was helps nobody but who tries.
    return { refused: 'passkey-refused' };
  }
}
