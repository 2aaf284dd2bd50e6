import { type Consent, noConsent } from '../../core/household/consent.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Documents } from '../ports/documents.ts';
import { changeDocument } from './change-document.ts';
import { untilErased } from './until-erased.ts';

/**
 * Changes what recipients agree to, and stores it where it differs. `known`: the document as it was just read. Throws
 * `HouseholdErased` if the household was erased.
 */
export async function changeConsent(
  documents: Documents,
  household: HouseholdId,
  change: (consent: Consent) => Consent,
  known?: Consent,
): Promise<void> {
  await changeDocument<'consent', undefined>(untilErased(documents, household), {
    household,
    kind: 'consent',
    id: 'consent',
    known,
    decide(stored) {
      const before = stored ?? noConsent(household);
      const next = change(before);
      return next === before ? { answer: undefined } : { next };
    },
  });
}
