import type { PasskeyAssertion } from '../../core/approval/passkey-assertion.ts';
import type { TrustList } from '../../core/approval/trust-list.ts';
import type { Sha256 } from '../../core/household/sha256.ts';

/** A new credential, as the house verifies it (RegistrationResponseJSON). */
export type Registration = { id: string; rawId: string; type: 'public-key'; response: object };

/** The browser's way to a face, a finger or a PIN. What its owner does not give is undefined. */
export interface Passkeys {
  /** Whether this browser has any. */
  readonly supported: boolean;
  /** The word of one of these passkeys on a challenge, given by its owner. */
  sign(challenge: Sha256, known: TrustList['passkeys']): Promise<PasskeyAssertion | undefined>;
  /** Makes a passkey for this house, other than those it has. */
  register(challenge: Sha256, owner: string, known: TrustList['passkeys']): Promise<Registration | undefined>;
}
