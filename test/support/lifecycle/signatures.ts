import type { Release } from '../../../core/approval/statement.ts';
import type { TrustDocument } from '../../../core/approval/trust-list.ts';
import type { TrustChange } from '../../../core/approval/link.ts';
import type { VerifiedStatement } from '../../../core/approval/verify-statement.ts';
import type { ContactId, PhoneId } from '../../../core/household/ids.ts';
import type { Address } from '../../../core/household/contact.ts';
import {
  aContact,
  admits,
  aLink,
  aPhone,
  aRelease,
  aTrustList,
  puts,
  removes,
  revokes,
} from '../builders/builders.ts';
import { recordingOf } from './message.ts';
import { type Signed, SOME_MESSAGE, type Trust } from './world.ts';

const ADDRESSES = { A: 'anna@example.org', B: 'anna@example.net' } as const;
const contactAt = (address: 'A' | 'B') =>
  aContact({ addresses: [{ channel: 'email', address: ADDRESSES[address] }] });

/** The version of every trust list that is read; whether it is still the stored one is known elsewhere. */
export const TRUST_VERSION = 7;

/** Which of the two addresses something was sent to, and only there. */
export const addressIn = (addresses: readonly Address[]): 'A' | 'B' | undefined =>
  (['A', 'B'] as const).find(
    name => addresses.length === 1 && 'address' in addresses[0]! && addresses[0].address === ADDRESSES[name],
  );

/** Every trust list that the owner can come to, with real links, and every release that the phone can sign. */
export type Signatures = {
  phone: PhoneId;
  trustList(trust: Trust): TrustDocument;
  release(signed: Signed, dictated: boolean): VerifiedStatement<Release>;
  /** What was signed as this JWS. */
  signedAs(jws: string): Signed | undefined;
};

async function sign(): Promise<Signatures> {
  const [phone, other] = await Promise.all([aPhone(), aPhone('The other phone')]);
  const first = await aTrustList({ phone, says: [admits(other), puts(contactAt('A'))] });
  const lists = new Map<string, TrustDocument>();
  const releases = new Map<string, VerifiedStatement<Release>>();
  const signedBy = new Map<string, Signed>();
  const says: Record<Trust['contact'], TrustChange[]> = {
    A: [],
    B: [puts(contactAt('B'))],
    gone: [removes(aContact())],
  };
  for (const contact of ['A', 'B', 'gone'] as const)
    for (const revoked of [false, true])
      for (const unrelated of [false, true]) {
        const links = [...first.links];
        for (const said of [
          ...says[contact],
          ...(unrelated ? [puts(aContact({ id: 'tom' as ContactId, name: 'Tom' }))] : []),
          ...(revoked ? [revokes(phone)] : []),
        ])
          links.push(await aLink(other, links, said));
        lists.set(keyOf({ contact, revoked, unrelated }), { ...first, version: TRUST_VERSION, links });
      }
  for (const nth of [0, 1, 2])
    for (const take of [1, 2] as const)
      for (const address of ['A', 'B'] as const)
        for (const dictated of [false, true]) {
          const signed = { nth, take, address };
          const message = { ...SOME_MESSAGE, recording: recordingOf(take, dictated) };
          const statement = aRelease(message, first, { nonce: `nonce-${nth}` }, contactAt(address));
          const jws = await phone.sign(statement);
          releases.set(releaseKey(signed, dictated), { jws, phone: phone.id, statement });
          signedBy.set(jws, signed);
        }
  return {
    phone: phone.id,
    trustList: trust => lists.get(keyOf(trust)) as TrustDocument,
    release: (signed, dictated) => releases.get(releaseKey(signed, dictated)) as VerifiedStatement<Release>,
    signedAs: jws => signedBy.get(jws),
  };
}

const keyOf = ({ contact, revoked, unrelated }: Trust) => `${contact} ${revoked} ${unrelated}`;
const releaseKey = ({ nth, take, address }: Signed, dictated: boolean) =>
  `${nth} ${take} ${address} ${dictated}`;

let signatures: Promise<Signatures> | undefined;

/** Made once for all lifecycles. */
export const theSignatures = (): Promise<Signatures> => (signatures ??= sign());
