import { replayTrustList, type TrustDocument } from '../approval/trust-list.ts';
import { verifyPasskeyAssertion } from '../approval/verify-passkey-assertion.ts';
import { verifyRelease, verifyStatement } from '../approval/verify-statement.ts';
import type { Address } from '../household/contact.ts';
import type { Instant } from '../household/instant.ts';
import type { Released } from './message.ts';
import type { RefusedRelease, ReleaseRefusal } from './outcome.ts';
import { type Recording, recordingDigest } from './recording/recording.ts';
import { sealProblemOf } from './seal.ts';

/** A recording that may be sent, to whom, and the version of the trust list that allows it. */
export type VerifiedDelivery = {
  to: { name: string; addresses: Address[] };
  /** The household's name, as a phone set it; null if none did. */
  householdName: string | null;
  recording: Recording;
  trustVersion: number;
};

/**
 * Verifies that a paired phone released exactly this recording to exactly these addresses. Everything is computed from
 * the recording's bytes, the signed statement and the trust list, which is verified from its sealed first link. The
 * document's state is not trusted, and what the phone was shown must fit the message's seal.
 */
export async function verifyDelivery(
  message: Released,
  {
    recording,
    trusted,
    anchor,
    sealKey,
    now,
  }: {
    recording: Recording | undefined;
    trusted: TrustDocument | undefined;
    /** The key that link 0 is sealed with. */
    anchor: Uint8Array;
    /** The key that messages are sealed with. */
    sealKey: Uint8Array;
    now: Instant;
  },
): Promise<VerifiedDelivery | { refused: RefusedRelease }> {
  const trust = await replayTrustList(trusted?.links ?? [], message.household, { anchor });
  if ('refused' in trust || !trusted) return refuse('trust-list-broken');
  // Somebody who edits the state in the database may have left out the answer.
  const { answer } = message as { answer?: Released['answer'] };
  const verified = await verifyStatement(answer?.jws ?? '', {
    household: message.household,
    message: message.id,
    trust,
  });
  if ('refused' in verified) return refuse(verified.refused);
  if (verified.statement.type !== 'release') return refuse('not-a-release');
  if (!recording) return refuse('recording-changed');
  const { assertion } = answer as Released['answer'];
  const expected = { signed: verified.jws, passkeys: trust.passkeys };
  const used = assertion && (await verifyPasskeyAssertion(assertion, expected));
  if (used && 'refused' in used) return refuse('passkey-refused');
  const delivery = verifyRelease(verified.statement, {
    recording: recordingDigest(recording),
    story: message.story,
    hasPasskey: used !== undefined,
    trust,
    now,
  });
  if ('refused' in delivery) return refuse(delivery.refused);
  const sealProblem = sealProblemOf(message, sealKey);
  if (sealProblem) return refuse(sealProblem);
  if (!isListOfRefused(message.refused)) return refuse('seal-broken');
  const { householdName } = trust.settings;
  return { to: delivery, householdName, recording, trustVersion: trusted.version };
}

/** Somebody who edits the database may have put anything in place of the addresses that have refused the message. */
const isListOfRefused = (refused: unknown): boolean =>
  refused === undefined ||
  (Array.isArray(refused) && refused.every(one => typeof one === 'object' && one !== null));

const refuse = (code: ReleaseRefusal): { refused: RefusedRelease } => ({ refused: { code } });
