import * as z from 'zod';
import { type Contact, parsedContact } from '../household/contact.ts';
import type { ContactId, HouseholdId, PhoneId } from '../household/ids.ts';
import { type Instant, instant } from '../household/instant.ts';
import { type Sha256, sha256 } from '../household/sha256.ts';
import type { Friction } from './friction.ts';
import { openSigned, phoneIdOf, type PublicKey, readSigned } from './signed.ts';

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
  /** Who once could, for the history's sake. */
  revoked: Map<PhoneId, Phone>;
  contacts: Map<ContactId, Contact>;
  floor: Friction;
  /** Digest of each link, oldest first; the last is the head. */
  heads: Sha256[];
};

/** 32 bytes as base64url; jose throws on what is no ASCII. */
const coordinate = z.string().regex(/^[\w-]{43}$/);
const publicKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
});
const phoneName = z.string().trim().min(1).max(60);

/** A phone as it introduces itself. */
export const introduced = z.strictObject({ key: publicKey, name: phoneName });
export type Introduced = z.infer<typeof introduced>;

const common = { household: z.string(), at: z.number().transform(instant) };
const following = { ...common, prev: z.string() };

/** Link 0: the first phone, sealed with the anchor key. */
const genesis = z.strictObject({
  ...common,
  does: z.literal('found'),
  phone: introduced,
  floor: z.enum(['tap', 'listen', 'choose']),
});
/** Every further link, signed by a phone already in the chain. */
const link = z.discriminatedUnion('does', [
  z.strictObject({ ...following, does: z.literal('put-contact'), contact: parsedContact }),
  z.strictObject({ ...following, does: z.literal('remove-contact'), contact: z.string() }),
  z.strictObject({ ...following, does: z.literal('admit-phone'), phone: introduced }),
  z.strictObject({ ...following, does: z.literal('name-phone'), phone: z.string(), name: phoneName }),
  z.strictObject({ ...following, does: z.literal('revoke-phone'), phone: z.string() }),
]);

export type Genesis = z.infer<typeof genesis>;
export type Link = z.infer<typeof link>;

/** What a link names as its predecessor, and a statement as the head it was made under. */
export const linkDigest = (jws: string): Sha256 => sha256(jws);

/** Which link a new one says it follows. */
export const predecessorOf = (jws: string): unknown =>
  (readSigned(jws)?.payload as { prev?: unknown } | undefined)?.prev;

export const headOf = (trust: TrustList): Sha256 => trust.heads.at(-1) as Sha256;

/** Who is asked to vouch for link 0: the anchor key's seal, or, on a phone, the digest it kept at pairing. */
export type Root = { anchor: Uint8Array } | { genesis: Sha256 };

export type TrustRefusal = { refused: 'trust-list-broken'; link: number };

/**
 * Replays the chain from its root and believes nothing else. Refuses with the number of the first link that
 * is not sealed or signed by a phone already in the chain, does not follow its predecessor, is of another
 * household, or says something unknown.
 */
export async function replayTrustList(
  links: readonly string[],
  household: HouseholdId,
  root: Root,
): Promise<TrustList | TrustRefusal> {
  const broken = (at: number): TrustRefusal => ({ refused: 'trust-list-broken', link: at });
  const sealed = links[0];
  if (sealed === undefined) return broken(0);
  const founded = genesis.safeParse(await openRoot(sealed, root));
  if (!founded.success || founded.data.household !== household) return broken(0);
  const trust = await foundedBy(founded.data, household, linkDigest(sealed));

  for (const [index, jws] of links.entries()) {
    if (index === 0) continue;
    const signer = trust.phones.get(readSigned(jws)?.header['kid'] as PhoneId);
    if (!signer) return broken(index);
    const parsed = link.safeParse(await openSigned(jws, 'second-yes-link', signer.key));
    if (!parsed.success || parsed.data.household !== household || parsed.data.prev !== headOf(trust))
      return broken(index);
    if (!(await apply(trust, parsed.data))) return broken(index);
    trust.heads.push(linkDigest(jws));
  }
  return trust;
}

async function openRoot(jws: string, root: Root): Promise<unknown> {
  if ('anchor' in root) return openSigned(jws, 'second-yes-genesis', root.anchor);
  return linkDigest(jws) === root.genesis ? readSigned(jws)?.payload : undefined;
}

async function foundedBy(first: Genesis, household: HouseholdId, digest: Sha256): Promise<TrustList> {
  const id = await phoneIdOf(first.phone.key);
  return {
    household,
    phones: new Map([[id, { id, ...first.phone, since: first.at }]]),
    revoked: new Map(),
    contacts: new Map(),
    floor: first.floor,
    heads: [digest],
  };
}

/**
 * Does what a link says; false where it must not be said: a phone that is or was there is not admitted again,
 * one that is not there is neither named nor revoked, and the last one stays.
 */
async function apply(trust: TrustList, said: Link): Promise<boolean> {
  switch (said.does) {
    case 'put-contact':
    case 'remove-contact':
      applyToContacts(trust.contacts, said);
      return true;
    case 'admit-phone': {
      const id = await phoneIdOf(said.phone.key);
      if (trust.phones.has(id) || trust.revoked.has(id)) return false;
      trust.phones.set(id, { id, ...said.phone, since: said.at });
      return true;
    }
    case 'name-phone': {
      const phone = trust.phones.get(said.phone as PhoneId);
      if (phone) trust.phones.set(phone.id, { ...phone, name: said.name });
      return phone !== undefined;
    }
    case 'revoke-phone': {
      const phone = trust.phones.get(said.phone as PhoneId);
      if (!phone || trust.phones.size === 1) return false;
      trust.phones.delete(phone.id);
      trust.revoked.set(phone.id, phone);
      return true;
    }
  }
}

type AboutContacts = Extract<Link, { does: 'put-contact' | 'remove-contact' }>;

/** The newest change comes last, so that order tells recency. */
function applyToContacts(contacts: Map<ContactId, Contact>, said: AboutContacts): void {
  contacts.delete(said.does === 'put-contact' ? said.contact.id : (said.contact as ContactId));
  if (said.does === 'put-contact') contacts.set(said.contact.id, said.contact);
}

/**
 * The contacts as the chain names them, without checking a signature: enough to understand what is said to the
 * Echo, where a forged name can mislead a conversation but releases nothing.
 */
export function contactsNamed(links: readonly string[]): Contact[] {
  const contacts = new Map<ContactId, Contact>();
  for (const jws of links) {
    const parsed = link.safeParse(readSigned(jws)?.payload);
    if (parsed.success && 'contact' in parsed.data) applyToContacts(contacts, parsed.data);
  }
  return [...contacts.values()];
}
