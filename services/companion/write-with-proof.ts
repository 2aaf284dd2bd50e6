import type { Documents, SeenProof } from '../ports/documents.ts';

/** A request came with a proof that came before. */
export class ProofReplayed extends Error {
  override readonly name = 'ProofReplayed';
}

/** Documents of which the first write uses a proof up, and the way to use it up where nothing was written. */
export type UsedWith = {
  documents: Documents;
  /** Uses the proof up unless a write did; false if it came before. */
  useUp: () => Promise<boolean>;
};

/**
 * Puts a proof together with the first document that its request puts: neither is stored without the other. A put that
 * finds the proof there throws {@link ProofReplayed}; one that lost its race is told so, and the next has the proof again.
 */
export function usedWith(documents: Documents, proof: SeenProof): UsedWith {
  let isUsed = false;
  return {
    documents: {
      ...documents,
      async put(document, ifVersion, also) {
        if (isUsed) return documents.put(document, ifVersion, also);
        isUsed = await documents.put(document, ifVersion, { ...also, add: proof });
        if (!isUsed && (await documents.get(proof.household, 'proof', proof.id))) throw new ProofReplayed();
        return isUsed;
      },
    },
    async useUp() {
      isUsed ||= await documents.put(proof, 0);
      return isUsed;
    },
  };
}
