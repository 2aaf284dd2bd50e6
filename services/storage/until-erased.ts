import type { HouseholdId } from '../../core/household/ids.ts';
import type { Documents } from '../ports/documents.ts';

/** The household was erased while something was being done in it. Nothing of that is kept. */
export class HouseholdErased extends Error {
  override readonly name = 'HouseholdErased';
  readonly code = 'household-erased';
}

/**
 * Documents for work in a household that had a trust list when the work began. If the household is erased before the work
 * creates a document, the document is erased too, and the put throws {@link HouseholdErased}. A put that changes a
 * document needs no such look: an erased document has no version.
 *
 * The look comes after the write. An erasure that begins later finds what was written.
 */
export function untilErased(documents: Documents, household: HouseholdId): Documents {
  return {
    ...documents,
    async put(document, ifVersion, options) {
      const stored = await documents.put(document, ifVersion, options);
      if (!stored || ifVersion !== 0) return stored;
      if (await documents.get(household, 'trust', 'trust')) return stored;
      await documents.forget(household);
      throw new HouseholdErased();
    },
  };
}
