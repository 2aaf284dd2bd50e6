import type { Contact } from '../household/contact.ts';
import type { ContactId, HouseholdId, PhoneId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';
import { type Sha256, sha256 } from '../household/sha256.ts';
import { applySettingsChange, defaultSettings, type Settings } from '../household/settings.ts';
import {
  firstLinkSchema,
  type FirstLink,
  type NewPhone,
  linkSchema,
  type Link,
  type Passkey,
} from './link.ts';
import { applyContactLink } from './naming.ts';
import { verifyJws, phoneIdOf, type PublicKey, decodeUnverified } from './signed.ts';

/** The household's signed chain, as it is stored: compact JWS, oldest first. */
export type TrustDocument = {
  kind: 'trust';
  household: HouseholdId;
  id: 'trust';
  version: number;
  links: string[];
};

export type Phone = { id: PhoneId; key: PublicKey; name: string; since: Instant };

/** What the chain says once it is replayed. */
export type TrustList = {
  household: HouseholdId;
  /** Who may sign, oldest first. */
  phones: Map<PhoneId, Phone>;
  /** Who once could, and since when no more; `by` is missing where the recovery code did it. */
  revoked: Map<PhoneId, Phone & { revoked: { at: Instant; by?: PhoneId } }>;
  contacts: Map<ContactId, Contact>;
  passkeys: Map<string, Passkey>;
  settings: Settings;
  /** The public half of the recovery code, and its thumbprint. */
  recovery: { id: PhoneId; key: PublicKey };
  /** Digest of each link, oldest first; the last is the head. */
  linkDigests: Sha256[];
};

/** What a link names as its predecessor, and a statement as the head it was made under. */
export const linkDigest = (jws: string): Sha256 => sha256(jws);

/** Which link a new one says it follows. */
export const predecessorOf = (jws: string): unknown =>
  (decodeUnverified(jws)?.payload as { prev?: unknown } | undefined)?.prev;

export const headOf = (trust: TrustList): Sha256 => trust.linkDigests.at(-1) as Sha256;

/** Who is asked to vouch for link 0: the anchor key's seal, or, on a phone, the digest it kept at pairing. */
export type TrustAnchor = { anchor: Uint8Array } | { firstLink: Sha256 };

export type TrustRefusal = { refused: 'trust-list-broken'; link: number };

/**
 * Replays the chain from its root and believes nothing else. Refuses with the number of the first link that
 * is not sealed or signed by a phone already in the chain, does not follow its predecessor, is of another
 * household, or says something unknown.
 */
export async function replayTrustList(
  links: readonly string[],
  household: HouseholdId,
  root: TrustAnchor,
): Promise<TrustList | TrustRefusal> {
  const broken = (at: number): TrustRefusal => ({ refused: 'trust-list-broken', link: at });
  const sealed = links[0];
  if (sealed === undefined) return broken(0);
  const founded = firstLinkSchema.safeParse(await openRoot(sealed, root));
  if (!founded.success || founded.data.household !== household) return broken(0);
  const trust = await foundedBy(founded.data, household, linkDigest(sealed));

  for (const [index, jws] of links.entries()) {
    if (index === 0) continue;
    const by = decodeUnverified(jws)?.header['kid'] as PhoneId;
    const key = by === trust.recovery.id ? trust.recovery.key : trust.phones.get(by)?.key;
    if (!key) return broken(index);
    const parsed = linkSchema.safeParse(await verifyJws(jws, 'second-yes-link', key));
    if (!parsed.success || parsed.data.household !== household || parsed.data.prev !== headOf(trust))
      return broken(index);
    if ((parsed.data.type === 'recover') !== (by === trust.recovery.id)) return broken(index);
    if (!(await apply(trust, parsed.data, by))) return broken(index);
    trust.linkDigests.push(linkDigest(jws));
  }
  return trust;
}

async function openRoot(jws: string, root: TrustAnchor): Promise<unknown> {
  if ('anchor' in root) return verifyJws(jws, 'second-yes-first-link', root.anchor);
  return linkDigest(jws) === root.firstLink ? decodeUnverified(jws)?.payload : undefined;
}

async function foundedBy(first: FirstLink, household: HouseholdId, digest: Sha256): Promise<TrustList> {
  const id = await phoneIdOf(first.phone.key);
  return {
    household,
    phones: new Map([[id, { id, ...first.phone, since: first.at }]]),
    revoked: new Map(),
    contacts: new Map(),
    passkeys: new Map(),
    settings: defaultSettings,
    recovery: { id: await phoneIdOf(first.recovery), key: first.recovery },
    linkDigests: [digest],
  };
}

/**
 * Does what a link says; false where it must not be said: a phone that is or was there is not admitted again,
 * one that is not there is neither named nor revoked, and the last one stays. Passkeys are asked for only where
 * there is one to ask for.
 */
async function apply(trust: TrustList, said: Link, by: PhoneId): Promise<boolean> {
  switch (said.type) {
    case 'put-contact':
    case 'remove-contact':
      applyContactLink(trust.contacts, said);
      return true;
    case 'admit-phone':
      return admit(trust, said.phone, said.at);
    case 'rename-phone': {
      const phone = trust.phones.get(said.phone as PhoneId);
      if (phone) trust.phones.set(phone.id, { ...phone, name: said.name });
      return phone !== undefined;
    }
    case 'revoke-phone': {
      const phone = trust.phones.get(said.phone as PhoneId);
      if (!phone || trust.phones.size === 1) return false;
      revoke(trust, phone, { at: said.at, by });
      return true;
    }
    case 'add-passkey':
      if (trust.passkeys.has(said.passkey.id)) return false;
      trust.passkeys.set(said.passkey.id, said.passkey);
      return true;
    case 'remove-passkey':
      if (trust.passkeys.size === 1 && trust.settings.passkeys !== 'never') return false;
      return trust.passkeys.delete(said.passkey);
    case 'change-settings': {
      const settings = applySettingsChange(trust.settings, said.settings);
      if (settings.passkeys !== 'never' && trust.passkeys.size === 0) return false;
      trust.settings = settings;
      return true;
    }
    case 'recover': {
      // Whoever has the old phones may have their passkeys too.
      for (const phone of trust.phones.values()) revoke(trust, phone, { at: said.at });
      trust.passkeys.clear();
      trust.settings = { ...trust.settings, passkeys: 'never' };
      trust.recovery = { id: await phoneIdOf(said.recovery), key: said.recovery };
      return admit(trust, said.phone, said.at);
    }
  }
}

async function admit(trust: TrustList, phone: NewPhone, at: Instant): Promise<boolean> {
  const id = await phoneIdOf(phone.key);
  if (trust.phones.has(id) || trust.revoked.has(id) || id === trust.recovery.id) return false;
  trust.phones.set(id, { id, ...phone, since: at });
  return true;
}

function revoke(trust: TrustList, phone: Phone, revoked: { at: Instant; by?: PhoneId }): void {
  trust.phones.delete(phone.id);
  trust.revoked.set(phone.id, { ...phone, revoked });
}
