import type { HouseholdId } from './ids.ts';
import { sha256OfParts } from './sha256.ts';

/**
 * The household of an Alexa account, from the id by which Amazon names the account to this skill. It is public, and of
 * no use to whoever reads it: without a paired phone's signature nothing is answered.
 */
export const householdOf = (user: string): HouseholdId =>
  sha256OfParts('second-yes alexa', user).slice(0, 22) as unknown as HouseholdId;
