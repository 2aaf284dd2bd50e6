import type { PasskeyAssertion } from '../../core/approval/passkey-assertion.ts';
import type { Phone, TrustList } from '../../core/approval/trust-list.ts';
import type { PhoneId } from '../../core/household/ids.ts';
import type { Sha256 } from '../../core/household/bytes/sha256.ts';
import { noPasskey, type Problem } from './problem.ts';
import { sessionTexts } from '../ui/texts.ts';

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

/** The phones on which no passkey was added. A passkey has the name that its phone had then. */
export function listPhonesWithoutPasskey({ phones, passkeys }: TrustList): Phone[] {
  const named = new Set([...passkeys.values()].map(({ name }) => name));
  return [...phones.values()].filter(({ name }) => !named.has(name));
}

/** Why there is no assertion: the owner gave none, or this phone has no passkey and another phone has to help. */
export function explainNoPasskey(trust: TrustList, me: PhoneId): Problem {
  const isElsewhere = listPhonesWithoutPasskey(trust).some(({ id }) => id === me);
  return isElsewhere
    ? { ...noPasskey, title: `${noPasskey.title} ${sessionTexts.problem.passkeyElsewhere}` }
    : noPasskey;
}
