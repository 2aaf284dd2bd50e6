import { requiredFriction } from '../confidence/required-friction.ts';
import { type Story, storyDigest } from '../confidence/story.ts';
import { type Address, addressDigest } from '../household/contact.ts';
import { isEnoughFriction } from '../household/friction.ts';
import type { HouseholdId, MessageId, PhoneId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';
import { requiresPasskey } from '../household/settings.ts';
import type { Sha256 } from '../household/bytes/sha256.ts';
import { claimedSignerOf, verifyJws } from './jws.ts';
import type { PasskeyAssertion } from './passkey-assertion.ts';
import {
  type Discard,
  type Release,
  sameAddresses,
  type StatementRefusal,
  statementSchema,
} from './statement.ts';
import type { TrustList } from './trust-list.ts';

/** A statement that a phone of the household signed, and a passkey's assertion on it if one came with it. */
export type VerifiedStatement<S> = {
  jws: string;
  phone: PhoneId;
  statement: S;
  assertion?: PasskeyAssertion;
};

/**
 * Verifies that a paired phone signed this statement for this message, under this trust list or an earlier state of it.
 */
export async function verifyStatement(
  jws: string,
  expected: { household: HouseholdId; message: MessageId; trust: TrustList },
): Promise<VerifiedStatement<Release | Discard> | { refused: StatementRefusal }> {
  const phone = expected.trust.phones.get(claimedSignerOf(jws));
  if (!phone) return { refused: 'unknown-phone' };
  const { data: statement } = statementSchema.safeParse(
    await verifyJws(jws, 'second-yes-statement', phone.key),
  );
  if (!statement) return { refused: 'not-signed' };
  if (statement.household !== expected.household) return { refused: 'other-message' };
  if (statement.message !== expected.message) return { refused: 'other-message' };
  if (!expected.trust.linkDigests.includes(statement.trustHead)) return { refused: 'other-trust-list' };
  return { jws, phone: phone.id, statement };
}

/**
 * Verifies a release against the present: this recording, this story, exactly the addresses that the trust list has for
 * this contact, enough friction, and a passkey's assertion if the household requires one. `expected.hasPasskey` says
 * that the assertion came and was, or will be, verified. Gives the contact's addresses from the trust list: use no
 * others.
 */
export function verifyRelease(
  release: Release,
  expected: { recording: Sha256; story: Story; hasPasskey: boolean; trust: TrustList; now: Instant },
): { addresses: Address[]; name: string } | { refused: StatementRefusal } {
  const { contacts, settings } = expected.trust;
  if (release.recording !== expected.recording) return { refused: 'recording-changed' };
  if (release.story !== storyDigest(expected.story)) return { refused: 'story-changed' };
  const contact = contacts.get(release.contact);
  if (!contact) return { refused: 'unknown-contact' };
  if (!sameAddresses(release.addresses, contact.addresses.map(addressDigest)))
    return { refused: 'address-changed' };
  if (!isEnoughFriction(release.friction, requiredFriction(expected.story, settings)))
    return { refused: 'friction-too-low' };
  if (requiresPasskey(settings, release.friction) && !expected.hasPasskey)
    return { refused: 'passkey-needed' };
  if (expected.now >= release.sendBy) return { refused: 'send-by-passed' };
  return { addresses: contact.addresses, name: contact.name };
}
