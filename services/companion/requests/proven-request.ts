import type { PHONE_PROOF_REFUSALS } from '../../../core/api/common-problems.ts';
import { type FittingProof, type ProofRefusal, verifyProof } from '../../../core/approval/proof.ts';
import { replayTrustList, type TrustDocument, type TrustList } from '../../../core/approval/trust-list.ts';
import type { HouseholdId, PhoneId } from '../../../core/household/ids.ts';
import { sha256OfParts } from '../../../core/household/bytes/sha256.ts';
import type { Documents, SeenProof } from '../../ports/documents.ts';
import type { CompanionParts } from '../companion-parts.ts';
import type { Refusal } from './problem-response.ts';
import { untilErased } from '../../storage/until-erased.ts';
import { writeWithProof } from './write-with-proof.ts';

/** A request to a household as it arrived. `proof` is the value of its `DPoP` header. */
export type ArrivedRequest = {
  household: HouseholdId;
  method: string;
  path: string;
  proof: string | undefined;
  body: () => Promise<Uint8Array>;
};

/** Documents that are read at once; `trust` saves reading the trust list once more. */
export type Reads = { [name: string]: Promise<unknown>; trust?: Promise<TrustDocument | undefined> };

type Options<R extends Reads> = {
  /** Whether the recovery code may prove this request too, and not only a phone. */
  byRecoveryCode: boolean;
  /** Whether the proof is stored with the first document that the request writes, or before anything else. */
  storeProof: 'first' | 'with-first-write';
  /** Begins to read what the request needs. It is called once the proof is known to fit the request. */
  read: () => R;
};

type Parts = Pick<CompanionParts, 'documents' | 'anchor' | 'origins' | 'proofClock'>;

type VerificationRefusal = (typeof PHONE_PROOF_REFUSALS)[number];

/** What a request is known to be once its proof is verified. */
type Proven<R> = {
  household: HouseholdId;
  phone: PhoneId;
  trust: TrustList;
  links: string[];
  documents: Documents;
  reads: R;
};

/**
 * A request of a paired phone, or of the recovery code where the route allows that, whose proof holds and is not used a
 * second time. Only {@link ProvenRequest.answer} makes one, so whatever takes one as its argument needs no check of its
 * own.
 */
export class ProvenRequest<R extends Reads = Reads> {
  // A private field, so that no other object has this type.
  readonly #proven: Proven<R>;

  private constructor(proven: Proven<R>) {
    this.#proven = proven;
  }

  get household(): HouseholdId {
    return this.#proven.household;
  }
  /** The phone that signed the proof, or the id of the recovery code's key. */
  get phone(): PhoneId {
    return this.#proven.phone;
  }
  get trust(): TrustList {
    return this.#proven.trust;
  }
  /** The trust list as it is stored. */
  get links(): string[] {
    return this.#proven.links;
  }
  /** The first write to these stores the proof too, unless it is stored already. */
  get documents(): Documents {
    return this.#proven.documents;
  }
  /** What is being read since the proof was found to fit the request. */
  get reads(): R {
    return this.#proven.reads;
  }

  /**
   * Verifies a request and answers it with what `answer` gives. Nothing is answered before the proof is verified, and
   * no answer leaves before the proof is stored: a proof that was used before is refused as `proof-replayed`. A phone
   * that was revoked learns when, and by which phone.
   */
  static async answer<R extends Reads, A>(
    arrived: ArrivedRequest,
    parts: Parts,
    { byRecoveryCode, storeProof, read }: Options<R>,
    answer: (request: ProvenRequest<R>) => Promise<A>,
  ): Promise<A | Refusal<VerificationRefusal>> {
    const verified = await verifyArrived(arrived, parts);
    if ('refused' in verified) return verified;
    const { documents, anchor } = parts;
    const { household } = arrived;
    const reads = read();
    // A failed read matters only to the answer, which a refused request does not get.
    for (const one of Object.values(reads)) one?.catch(() => {});
    const trusted = await (reads.trust ?? documents.get(household, 'trust', 'trust'));
    if (!trusted) return { refused: 'proof-invalid' };
    const trust = await replayTrustList(trusted.links, household, { anchor });
    if ('refused' in trust) return { refused: trust.refused };
    if (!mayProve(verified.phone, trust, byRecoveryCode)) return { refused: 'proof-invalid' };
    const revocation = revocationOf(verified.phone, trust);
    if (revocation) return { refused: 'phone-revoked', ...revocation };

    const { phone, jti, staleAt } = verified;
    const proof: SeenProof = {
      kind: 'proof',
      household,
      id: sha256OfParts('second-yes used proof', phone, jti),
      version: 0,
      until: staleAt,
    };
    const prove = (provenDocuments: Documents) =>
      answer(
        new ProvenRequest({
          household,
          phone,
          trust,
          links: trusted.links,
          documents: untilErased(provenDocuments, household),
          reads,
        }),
      );
    if (storeProof === 'first')
      return (await documents.put(proof, 0)) ? prove(documents) : { refused: 'proof-replayed' };

    const withProof = writeWithProof(documents, proof);
    let answered: A;
    try {
      answered = await prove(withProof.documents);
    } catch (error) {
      await withProof.storeProof().catch(() => {});
      throw error;
    }
    return (await withProof.storeProof()) ? answered : { refused: 'proof-replayed' };
  }
}

/**
 * Verifies that a proof fits its request. Whether its phone may make the request is checked later. A refusal carries
 * the server's time, so that the phone can correct its clock.
 */
export async function verifyArrived(
  { method, path, proof, body }: ArrivedRequest,
  { origins, proofClock }: Pick<Parts, 'origins' | 'proofClock'>,
): Promise<FittingProof | Refusal<ProofRefusal>> {
  const request = { method, urls: origins.map(origin => origin + path), body: await body() };
  const now = proofClock();
  const verified = await verifyProof(proof, { request, now });
  return 'refused' in verified ? { ...verified, now } : verified;
}

/** A revoked phone may too: it learns that it was revoked. */
const mayProve = (
  phone: PhoneId,
  { phones, revoked, recovery }: TrustList,
  byRecoveryCode: boolean,
): boolean => phones.has(phone) || revoked.has(phone) || (byRecoveryCode && phone === recovery.id);

/** When a phone was revoked, and the name of the phone that did it; undefined if it was not. */
function revocationOf(phone: PhoneId, { phones, revoked }: TrustList) {
  const entry = revoked.get(phone)?.revoked;
  if (!entry) return undefined;
  const name = entry.by && (phones.get(entry.by) ?? revoked.get(entry.by))?.name;
  return { at: entry.at, ...(name !== undefined && { name }) };
}
