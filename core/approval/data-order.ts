import * as z from 'zod/mini';
import type { HouseholdId } from '../household/ids.ts';
import { type Sha256, sha256Schema } from '../household/bytes/sha256.ts';
import { passkeyAssertionSchema } from './passkey-assertion.ts';

/**
 * What a phone sends to export or to erase all data. `head` is the head of the trust list: an order that somebody
 * captured is of no use once the list has changed, for example in a household that was erased and paired again.
 */
export const dataOrder = { head: sha256Schema, assertion: z.optional(passkeyAssertionSchema) };

/** What can be done with all data. */
export type DataAct = 'export' | 'erase';

/** The text whose digest a passkey signs for such an order. */
export const dataOrderText = (act: DataAct, household: HouseholdId, head: Sha256): string =>
  `second-yes ${act} ${household} ${head}`;
