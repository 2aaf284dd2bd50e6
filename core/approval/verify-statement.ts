import type { Address } from '../household/contact.ts';
import { addressDigest } from '../household/contact.ts';
import type { HouseholdId, MessageId, PhoneId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';
import type { Sha256 } from '../household/sha256.ts';
import { isEnoughFriction } from '../household/friction.ts';
import { requiresPasskey } from '../household/settings.ts';
import { requiredFriction } from '../confidence/required-friction.ts';
import { type Story, storyDigest } from '../confidence/story.ts';
import type { PasskeyAssertion } from './passkey-assertion.ts';
import { verifyJws, decodeUnverified } from './signed.ts';
import { type Discard, type Release, sameAddresses, statement } from './statement.ts';
import type { TrustList } from './trust-list.ts';

export type StatementRefusal =
  | 'not-signed'
  | 'unknown-phone'
  | 'other-message'
  | 'other-trust-list'
  | 'recording-changed'
  | 'story-changed'
  | 'unknown-contact'
  | 'address-changed'
  | 'friction-too-low'
  | 'passkey-needed'
  | 'send-by-passed';

/** A statement whose signature holds, by a phone of the household, and the passkey's word on it where one was given. */
export type VerifiedStatement<S> = { jws: string; phone: PhoneId; statement: S; passkey?: PasskeyAssertion };

/** Opens what a phone sent: the signature, the phone, the household and the message must be right. */
export async function verifyStatement(
  jws: string,
  expected: { household: HouseholdId; message: MessageId; trust: TrustList },
): Promise<VerifiedStatement<Release | Discard> | { refused: StatementRefusal }> {
  const phone = expected.trust.phones.get(decodeUnverified(jws)?.header['kid'] as PhoneId);
  if (!phone) return { refused: 'unknown-phone' };
  const opened = statement.safeParse(await verifyJws(jws, 'second-yes-statement', phone.key));
  if (!opened.success) return { refused: 'not-signed' };
  const said = opened.data;
  if (said.household !== expected.household || said.message !== expected.message)
    return { refused: 'other-message' };
  if (!expected.trust.linkDigests.includes(said.trust)) return { refused: 'other-trust-list' };
  return { jws, phone: phone.id, statement: said };
}

/**
 * Holds a release against what is true now: these very bytes, this story, these addresses of this contact in
 * the trust list, at least the friction that the story and the household require, and a passkey where the household wants one.
 * `passkeyed`: a passkey has signed it. Gives the addresses to send to, which come
 * from the trust list and from nowhere else.
 */
export function verifyRelease(
  release: Release,
  expected: {
    recording: Sha256;
    story: Story;
    hasPasskey: boolean;
    trust: TrustList;
    now: Instant;
  },
): { addresses: Address[]; name: string } | { refused: StatementRefusal } {
  if (release.recording !== expected.recording) return { refused: 'recording-changed' };
  if (release.story !== storyDigest(expected.story)) return { refused: 'story-changed' };
  const contact = expected.trust.contacts.get(release.contact);
  if (!contact) return { refused: 'unknown-contact' };
  if (!sameAddresses(release.addresses, contact.addresses.map(addressDigest)))
    return { refused: 'address-changed' };
  if (!isEnoughFriction(release.friction, requiredFriction(expected.story, expected.trust.settings)))
    return { refused: 'friction-too-low' };
  if (requiresPasskey(expected.trust.settings, release.friction) && !expected.hasPasskey)
    return { refused: 'passkey-needed' };
  if (expected.now >= release.sendBy) return { refused: 'send-by-passed' };
  return { addresses: contact.addresses, name: contact.name };
}
