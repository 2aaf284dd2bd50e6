import { replayTrustList, type TrustDocument } from '../approval/trust-list.ts';
import { verifyPasskey } from '../approval/verify-passkey.ts';
import { verifyRelease, verifyStatement } from '../approval/verify-statement.ts';
import type { Address } from '../household/contact.ts';
import type { Instant } from '../household/instant.ts';
import type { Outcome, Released } from './message.ts';
import { type Recording, recordingDigest } from './recording.ts';

/** What may leave, to whom, and the version of the trust list that says so. */
export type Verified = {
  to: { name: string; addresses: Address[] };
  recording: Recording;
  trustVersion: number;
};

/**
 * Everything that must hold before a recording leaves, recomputed from the content itself, the signed statement
 * and the trust list up to its seal. The document's state, answer and contact are not believed.
 */
export async function verifyDelivery(
  message: Released,
  recording: Recording | undefined,
  trusted: TrustDocument | undefined,
  anchor: Uint8Array,
  now: Instant,
): Promise<Verified | { refused: Outcome }> {
  const trust = await replayTrustList(trusted?.links ?? [], message.household, { anchor });
  if ('refused' in trust || !trusted)
    return refusal('trust-list-broken', "The household's trust list does not hold.");
  // Whoever sets the state by hand may have given no answer.
  const { answer } = message as { answer?: Released['answer'] };
  const verified = await verifyStatement(answer?.jws ?? '', {
    household: message.household,
    message: message.id,
    trust,
  });
  if ('refused' in verified)
    return refusal(verified.refused, 'The release was not signed by a paired phone for this message.');
  if (verified.statement.typ !== 'release')
    return refusal('not-a-release', 'What was signed is not a release.');
  if (!recording) return refusal('recording-changed', 'The recording is not the one that was released.');
  const { passkey } = answer as Released['answer'];
  const passkeyed = passkey && (await verifyPasskey(passkey, verified.jws, trust));
  if (passkeyed && 'refused' in passkeyed) return refusal('passkey-refused', WHY['passkey-needed'] ?? '');
  const delivery = verifyRelease(verified.statement, {
    recording: recordingDigest(recording),
    story: message.story,
    passkeyed: passkeyed !== undefined,
    trust,
    now,
  });
  if ('refused' in delivery)
    return refusal(delivery.refused, WHY[delivery.refused] ?? 'The release does not fit what would be sent.');
  return { to: delivery, recording, trustVersion: trusted.version };
}

const WHY: Record<string, string> = {
  'recording-changed': 'The recording is not the one that was released.',
  'story-changed': 'The story is not the one that the phone showed.',
  'unknown-contact': 'The contact was removed after the release.',
  'address-changed': "The contact's address was changed after the release.",
  'friction-too-low': 'The release was given with too little friction.',
  'passkey-needed': 'The release was not signed with a passkey of this household.',
  'send-by-passed': 'It could not be delivered in time.',
};

const refusal = (code: string, detail: string): { refused: Outcome } => ({ refused: { code, detail } });
