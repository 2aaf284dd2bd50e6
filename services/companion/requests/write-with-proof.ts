import type { Documents, SeenProof } from '../../ports/documents.ts';

/** The proof of a request was stored before, by an earlier request. */
export class ProofReplayed extends Error {
  override readonly name = 'ProofReplayed';
}

/** Documents whose first write stores a proof too. */
export type WritingWithProof = {
  documents: Documents;
  /** Stores the proof unless a write did; false if it was stored before. */
  storeProof: () => Promise<boolean>;
};

/**
 * Puts a proof together with the first document that its request puts: neither is stored without the other. A put that
 * finds the proof stored already throws {@link ProofReplayed}. A put that loses its race gives false, and the next put
 * has the proof again.
 */
export function writeWithProof(documents: Documents, proof: SeenProof): WritingWithProof {
  let isStored = false;
  return {
    documents: {
      ...documents,
      async put(document, ifVersion, also) {
        if (isStored) return documents.put(document, ifVersion, also);
        isStored = await documents.put(document, ifVersion, { ...also, add: proof });
        if (!isStored && (await documents.get(proof.household, 'proof', proof.id))) throw new ProofReplayed();
        return isStored;
      },
    },
    async storeProof() {
      isStored ||= await documents.put(proof, 0);
      return isStored;
    },
  };
}
