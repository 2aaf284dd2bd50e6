import type { PasskeyAssertion } from '../../core/approval/passkey-assertion.ts';
import type { TrustList } from '../../core/approval/trust-list.ts';
import type { Sha256 } from '../../core/household/sha256.ts';

/** A new credential, which the server verifies (WebAuthn's RegistrationResponseJSON). */
export type Registration = { id: string; rawId: string; type: 'public-key'; response: object };

/** The browser's passkeys: a face, a fingerprint or a PIN. An answer is undefined if the owner cancels. */
export interface Passkeys {
  /** Whether this browser supports passkeys. */
  readonly supported: boolean;
  /** Asks the owner for an assertion of one of these passkeys on a challenge. */
  sign(challenge: Sha256, known: TrustList['passkeys']): Promise<PasskeyAssertion | undefined>;
  /** Creates a passkey for this household, on a device that has none of the known ones. */
  register(challenge: Sha256, owner: string, known: TrustList['passkeys']): Promise<Registration | undefined>;
}
