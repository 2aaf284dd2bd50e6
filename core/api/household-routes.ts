import * as z from 'zod/mini';
import { dataOrder } from '../approval/data-order.ts';
import { householdIdSchema } from '../household/ids.ts';
import { activityLineSchema } from './activity.ts';
import { inHousehold, noBody, type Route } from './route.ts';

/** Why an order to export or to erase all data is not carried out. */
export const DATA_ORDER_REFUSALS = ['trust-list-changed', 'passkey-needed', 'passkey-refused'] as const;

/** Who did what, newest first. */
export const listActivity = {
  method: 'GET',
  path: '/households/:household/activity',
  provenBy: 'phone',
  target: inHousehold,
  body: noBody,
  answer: z.object({ activity: z.array(activityLineSchema) }),
  problems: [],
} as const satisfies Route;

/** Everything that is stored about the household, with the recordings. It is noted, so this is no GET. */
export const exportHousehold = {
  method: 'POST',
  path: '/households/:household/export',
  provenBy: 'phone',
  target: inHousehold,
  body: z.strictObject(dataOrder),
  answer: z.instanceof(Uint8Array),
  answeredAs: 'zip',
  problems: DATA_ORDER_REFUSALS,
} as const satisfies Route;

/** Erases everything about the household. The body names it, so that no slip erases a household. */
export const eraseHousehold = {
  method: 'POST',
  path: '/households/:household/erase',
  provenBy: 'phone',
  target: inHousehold,
  body: z.strictObject({ household: householdIdSchema, ...dataOrder }),
  answer: z.object({ erased: z.literal(true) }),
  problems: DATA_ORDER_REFUSALS,
} as const satisfies Route;
