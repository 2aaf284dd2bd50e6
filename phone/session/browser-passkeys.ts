import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type { PasskeyAssertion } from '../../core/approval/passkey-assertion.ts';
import type { TrustList } from '../../core/approval/trust-list.ts';
import type { Sha256 } from '../../core/household/bytes/sha256.ts';
import type { Registration } from './passkeys.ts';

/** Asks for an assertion of one of these passkeys. Undefined if the owner cancels or has none of them. */
export async function signWithPasskey(
  challenge: Sha256,
  known: TrustList['passkeys'],
): Promise<PasskeyAssertion | undefined> {
  const here = [...known.values()].filter(({ rp }) => rp === location.hostname);
  try {
    const optionsJSON = {
      challenge,
      rpId: location.hostname,
      allowCredentials: here.map(({ id }) => ({ id, type: 'public-key' as const })),
      userVerification: 'required' as const,
    };
    const { id, rawId, response, type } = await startAuthentication({ optionsJSON });
    const { clientDataJSON, authenticatorData, signature } = response;
    return {
      id,
      rawId,
      response: { clientDataJSON, authenticatorData, signature },
      clientExtensionResults: {},
      type,
    };
  } catch {
    return undefined;
  }
}

/** Creates a passkey of this site. Undefined if the owner cancels. */
export async function registerPasskey(
  challenge: Sha256,
  owner: string,
  known: TrustList['passkeys'],
): Promise<Registration | undefined> {
  try {
    return await startRegistration({
      optionsJSON: {
        challenge,
        rp: { id: location.hostname, name: 'Second Yes' },
        user: { id: challenge, name: owner, displayName: owner },
        pubKeyCredParams: [
          { alg: -7, type: 'public-key' },
          { alg: -257, type: 'public-key' },
        ],
        excludeCredentials: [...known.values()].map(({ id }) => ({ id, type: 'public-key' })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        attestation: 'none',
      },
    });
  } catch {
    return undefined;
  }
}
