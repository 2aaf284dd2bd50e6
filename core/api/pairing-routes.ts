import * as z from 'zod/mini';
import { publicKeySchema } from '../approval/jws.ts';
import { newPhoneSchema } from '../approval/link.ts';
import { PAIRING_REFUSALS } from '../approval/pairing-code.ts';
import { householdIdSchema, phoneIdSchema } from '../household/ids.ts';
import { READING_PROBLEMS } from '../household/readable-name.ts';
import { inHousehold, noBody, noTarget, type Route } from './route.ts';
import { linksSchema } from './trust-routes.ts';

/** A pairing code as somebody types it. */
const typedCode = z.string().check(z.maxLength(40));
const namedHousehold = z.object({ household: householdIdSchema });

/**
 * The household that a pairing code is for, because a typed code does not name it, and whether that household takes a
 * phone now: if not, a link with this code was used or has expired. It does not say whether the code is right.
 */
export const findHousehold = {
  method: 'POST',
  path: '/household',
  provenBy: 'nobody',
  target: noTarget,
  body: z.strictObject({ code: typedCode }),
  answer: z.object({ household: householdIdSchema, open: z.boolean() }),
  problems: ['code-unknown'],
} as const satisfies Route;

/** The one household of a home server. On AWS, where there are many, this route is not found. */
export const showHousehold = {
  method: 'GET',
  path: '/household',
  provenBy: 'nobody',
  target: noTarget,
  body: noBody,
  answer: namedHousehold,
  problems: ['not-found'],
} as const satisfies Route;

/**
 * Pairs a phone by a code. The first phone founds the trust list. A further one waits until a paired phone admits it,
 * and asks again. `recovery`: the public half of the recovery code that the phone made, used for the first phone only.
 */
export const pairPhone = {
  method: 'POST',
  path: '/households/:household/pair',
  provenBy: 'introduced-phone',
  target: inHousehold,
  body: z.strictObject({ code: typedCode, phone: newPhoneSchema, recovery: publicKeySchema }),
  answer: z.union([
    z.object({ household: householdIdSchema, phone: phoneIdSchema, links: linksSchema }),
    z.object({ household: householdIdSchema, phone: phoneIdSchema, waiting: z.literal(true) }),
  ]),
  problems: [...PAIRING_REFUSALS, 'already-paired', ...READING_PROBLEMS],
} as const satisfies Route;
