import { canonicalCrockford } from '../../core/household/bytes/crockford.ts';
import { codePartition, isOfThisTime } from '../../core/approval/pairing-code.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';

/** Finds the household of an open pairing code, where many households share an address. A typed code names none. */
export type PairingCodeIndex = {
  add(code: string, household: HouseholdId, until: Instant): Promise<void>;
  /** Undefined for a code that is not open. */
  householdOf(code: string, now: Instant): Promise<HouseholdId | undefined>;
};

/**
 * Keeps the index among the households' documents. The key of an entry is a MAC over the code with the anchor key, so
 * that nobody who reads the documents learns a code.
 */
export function pairingCodeIndex({
  documents,
  anchor,
}: {
  documents: Documents;
  anchor: Uint8Array;
}): PairingCodeIndex {
  const keyOf = (code: string) => codePartition(canonicalCrockford(code), anchor);
  return {
    async add(code, names, until) {
      const household = keyOf(code);
      const before = await documents.get(household, 'code', 'code');
      await documents.put(
        { kind: 'code', household, id: 'code', version: 0, names, until },
        before?.version ?? 0,
      );
    },
    async householdOf(code, now) {
      const entry = await documents.get(keyOf(code), 'code', 'code');
      return entry && isOfThisTime(entry, now) ? entry.names : undefined;
    },
  };
}
