import type { Contact } from '../household/contact.ts';
import type { ContactId, HouseholdId, PhoneId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';
import { memoryOf } from '../household/memory.ts';
import { type Sha256, sha256, sha256OfParts } from '../household/bytes/sha256.ts';
import { applySettingsChange, defaultSettings, type Settings } from '../household/settings.ts';
import { applyContactLink } from './contacts-and-settings.ts';
import {
  claimedSignerOf,
  decodeUnverified,
  isPointOnCurve,
  phoneIdOf,
  type PublicKey,
  verifyJws,
} from './jws.ts';
import {
  firstLinkSchema,
  type FirstLink,
  linkSchema,
  type Link,
  type NewPhone,
  type Passkey,
} from './link.ts';

/** The household's signed chain as it is stored: compact JWSs, oldest first. */
export type TrustDocument = {
  kind: 'trust';
  household: HouseholdId;
  id: 'trust';
  version: number;
  links: string[];
};

export type Phone = { id: PhoneId; key: PublicKey; name: string; since: Instant };

/** The result of replaying a chain. */
export type TrustList = {
  household: HouseholdId;
  /** The phones that may sign, oldest first. */
  phones: Map<PhoneId, Phone>;
  /** The phones that may not sign any more. `by` is missing if the recovery code revoked them. */
  revoked: Map<PhoneId, Phone & { revoked: { at: Instant; by?: PhoneId } }>;
  contacts: Map<ContactId, Contact>;
  passkeys: Map<string, Passkey>;
  settings: Settings;
  /** The public half of the recovery code, and its thumbprint. */
  recovery: { id: PhoneId; key: PublicKey };
  /** The digest of each link, oldest first. The last one is the head. */
  linkDigests: Sha256[];
};

/** The digest by which a link names its predecessor, and a statement names the head that its phone knew. */
export const linkDigest = (jws: string): Sha256 => sha256(jws);

/** The predecessor that a link names. Nothing is verified. */
export const predecessorOf = (jws: string): unknown =>
  (decodeUnverified(jws)?.payload as { prev?: unknown } | undefined)?.prev;

export const headOf = (trust: TrustList): Sha256 => trust.linkDigests.at(-1) as Sha256;

/** What link 0 is verified with: the anchor key, or, on a phone, the link's digest as the phone stored it at pairing. */
export type TrustAnchor = { anchor: Uint8Array } | { firstLink: Sha256 };

export type TrustRefusal = { refused: 'trust-list-broken'; link: number };

/** A list and the very links that it was verified from. */
type Verified = { links: readonly string[]; trust: TrustList };

/** The newest list of each household, up to 10,000 links in all: about 10 MB. */
const verified = memoryOf<string, Verified>(10_000, ({ links }) => links.length);

/**
 * Replays a chain from its trust anchor. Refuses it with the number of the first link that is not sealed or not signed
 * by a phone in the chain (or by the recovery code, where that may sign), does not follow its predecessor, belongs to
 * another household, is of an unknown form, or is not allowed at its place.
 *
 * The lists that were replayed last are remembered. Links that were verified before are compared letter by letter and
 * not verified again, so that a replay costs about the same however long the list is.
 */
export async function replayTrustList(
  links: readonly string[],
  household: HouseholdId,
  trustAnchor: TrustAnchor,
): Promise<TrustList | TrustRefusal> {
  const name = `${household} ${anchorName(trustAnchor)}`;
  const known = verified.get(name);
  const isLonger = known !== undefined && known.links.every((link, index) => link === links[index]);
  if (isLonger && known.links.length === links.length) return known.trust;
  const trust = isLonger
    ? await extendTrustList(known.trust, links.slice(known.links.length))
    : await verifyChain(links, household, trustAnchor);
  if (!('refused' in trust)) verified.set(name, { links: [...links], trust });
  return trust;
}

/** A chain that one trust anchor holds is not verified by another. */
const anchorName = (trustAnchor: TrustAnchor): string =>
  'anchor' in trustAnchor
    ? sha256OfParts('second-yes remembered anchor', trustAnchor.anchor)
    : `first link ${trustAnchor.firstLink}`;

async function verifyChain(
  links: readonly string[],
  household: HouseholdId,
  trustAnchor: TrustAnchor,
): Promise<TrustList | TrustRefusal> {
  const refuse = (link: number): TrustRefusal => ({ refused: 'trust-list-broken', link });
  const [sealed, ...signed] = links;
  if (sealed === undefined) return refuse(0);
  const { data: firstLink } = firstLinkSchema.safeParse(await verifyFirstLink(sealed, trustAnchor));
  if (firstLink?.household !== household) return refuse(0);
  for (const key of [firstLink.phone.key, firstLink.recovery])
    if (!(await isPointOnCurve(key))) return refuse(0);
  return extendTrustList(startTrustList(firstLink, linkDigest(sealed)), signed);
}

/** The list with these further links. It verifies only these, and leaves the list before them as it is. */
export async function extendTrustList(
  before: TrustList,
  links: readonly string[],
): Promise<TrustList | TrustRefusal> {
  const { phones, revoked, contacts, passkeys, linkDigests } = before;
  const trust: TrustList = {
    ...before,
    phones: new Map(phones),
    revoked: new Map(revoked),
    contacts: new Map(contacts),
    passkeys: new Map(passkeys),
    linkDigests: [...linkDigests],
  };
  for (const jws of links) {
    if (!(await appendLink(trust, jws)))
      return { refused: 'trust-list-broken', link: trust.linkDigests.length };
    trust.linkDigests.push(linkDigest(jws));
  }
  return trust;
}

async function appendLink(trust: TrustList, jws: string): Promise<boolean> {
  const signer = claimedSignerOf(jws);
  const isRecovery = signer === trust.recovery.id;
  const key = isRecovery ? trust.recovery.key : trust.phones.get(signer)?.key;
  if (!key) return false;
  const { data: link } = linkSchema.safeParse(await verifyJws(jws, 'second-yes-link', key));
  if (link?.household !== trust.household) return false;
  if (link.prev !== headOf(trust)) return false;
  if (isRecovery !== (link.type === 'recover')) return false;
  return applyLink(trust, link, signer);
}

async function verifyFirstLink(jws: string, trustAnchor: TrustAnchor): Promise<unknown> {
  if ('anchor' in trustAnchor) return verifyJws(jws, 'second-yes-first-link', trustAnchor.anchor);
  return linkDigest(jws) === trustAnchor.firstLink ? decodeUnverified(jws)?.payload : undefined;
}

function startTrustList({ household, phone, at, recovery }: FirstLink, digest: Sha256): TrustList {
  const id = phoneIdOf(phone.key);
  return {
    household,
    phones: new Map([[id, { id, ...phone, since: at }]]),
    revoked: new Map(),
    contacts: new Map(),
    passkeys: new Map(),
    settings: defaultSettings,
    recovery: { id: phoneIdOf(recovery), key: recovery },
    linkDigests: [digest],
  };
}

/**
 * Applies a link. Gives false for a link that is not allowed: a phone that is or was in the list is not admitted again,
 * nor one whose key is no point on the curve; a phone that is not in the list is neither renamed nor revoked; the last
 * phone stays; the passkeys setting needs a passkey, and the last passkey stays while the setting needs it.
 */
async function applyLink(trust: TrustList, link: Link, signer: PhoneId): Promise<boolean> {
  switch (link.type) {
    case 'put-contact':
    case 'remove-contact':
      applyContactLink(trust.contacts, link);
      return true;
    case 'admit-phone':
      return admitPhone(trust, link.phone, link.at);
    case 'rename-phone': {
      const phone = trust.phones.get(link.phone);
      if (phone) trust.phones.set(phone.id, { ...phone, name: link.name });
      return phone !== undefined;
    }
    case 'revoke-phone': {
      const phone = trust.phones.get(link.phone);
      if (!phone || trust.phones.size === 1) return false;
      revokePhone(trust, phone, { at: link.at, by: signer });
      return true;
    }
    case 'add-passkey':
      if (trust.passkeys.has(link.passkey.id)) return false;
      trust.passkeys.set(link.passkey.id, link.passkey);
      return true;
    case 'remove-passkey':
      if (trust.passkeys.size === 1 && trust.settings.passkeys !== 'never') return false;
      return trust.passkeys.delete(link.passkey);
    case 'change-settings': {
      const settings = applySettingsChange(trust.settings, link.settings);
      if (settings.passkeys !== 'never' && trust.passkeys.size === 0) return false;
      trust.settings = settings;
      return true;
    }
    case 'recover': {
      // Somebody who has the old phones may have their passkeys too, so all of them are removed.
      for (const phone of trust.phones.values()) revokePhone(trust, phone, { at: link.at });
      trust.passkeys.clear();
      trust.settings = { ...trust.settings, passkeys: 'never' };
      if (!(await isPointOnCurve(link.recovery))) return false;
      trust.recovery = { id: phoneIdOf(link.recovery), key: link.recovery };
      return admitPhone(trust, link.phone, link.at);
    }
  }
}

async function admitPhone(trust: TrustList, phone: NewPhone, at: Instant): Promise<boolean> {
  const id = phoneIdOf(phone.key);
  if (!(await isPointOnCurve(phone.key))) return false;
  if (trust.phones.has(id) || trust.revoked.has(id) || id === trust.recovery.id) return false;
  trust.phones.set(id, { id, ...phone, since: at });
  return true;
}

function revokePhone(trust: TrustList, phone: Phone, revoked: { at: Instant; by?: PhoneId }): void {
  trust.phones.delete(phone.id);
  trust.revoked.set(phone.id, { ...phone, revoked });
}
