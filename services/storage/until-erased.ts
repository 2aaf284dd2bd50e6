import type { HouseholdId } from '../../core/household/ids.ts';
import type { Documents } from '../ports/documents.ts';

/** The household was erased while something was being done in it. Nothing of that is kept. */
export class HouseholdErased extends Error {
  override readonly name = 'HouseholdErased';
  readonly code = 'household-erased';
}

/**
 * Documents for work in a household that had a trust list when the work began. If the household has been erased since,
 * a put stores nothing and throws {@link HouseholdErased}.
 *
 * Four kinds of puts do without this check: a change of a stored message, which cannot bring an erased message back; a
 * used proof, which may outlive its household; the trust list, which makes a household; and a put that brings a check
 * of its own.
 */
export function untilErased(documents: Documents, household: HouseholdId): Documents {
  const check = { key: { household, kind: 'trust', id: 'trust' }, version: 'any' } as const;
  return {
    ...documents,
    async put(document, ifVersion, options) {
      const { kind } = document;
      if (kind === 'trust' || kind === 'proof' || (kind === 'message' && ifVersion > 0) || options?.check)
        return documents.put(document, ifVersion, options);
      if (await documents.put(document, ifVersion, { ...options, check })) return true;
      if (await documents.get(household, 'trust', 'trust')) return false;
      throw new HouseholdErased();
    },
  };
}
