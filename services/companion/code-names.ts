import { canonicalCrockford } from '../../core/household/crockford.ts';
import { codePartition } from '../../core/approval/pairing-code.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';

/** Which household an open pairing code is for, where many share an address: a code typed by hand names none. */
export type CodeNames = {
  note(code: string, household: HouseholdId, until: Instant): Promise<void>;
  /** Undefined for a code that is not open, or that nobody gave. */
  householdOf(code: string, now: Instant): Promise<HouseholdId | undefined>;
};

/** Keeps them among the households' documents, in places that only the anchor key leads to. The codes are not in them. */
export function codeNames({ documents, anchor }: { documents: Documents; anchor: Uint8Array }): CodeNames {
  const placeOf = (code: string) => codePartition(canonicalCrockford(code), anchor);
  return {
    async note(code, names, until) {
      const household = placeOf(code);
      const before = await documents.get(household, 'code', 'code');
      await documents.put(
        { kind: 'code', household, id: 'code', version: 0, names, until },
        before?.version ?? 0,
      );
    },
    async householdOf(code, now) {
      const noted = await documents.get(placeOf(code), 'code', 'code');
      return noted && now < noted.until ? noted.names : undefined;
    },
  };
}
