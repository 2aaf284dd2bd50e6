import * as z from 'zod/mini';
import { pushTargetSchema } from '../household/subscription.ts';
import { inHousehold, noBody, type Route } from './route.ts';

/** The key that pushes are signed with, and whether the calling phone takes any. */
const pushStatusSchema = z.object({ key: z.string(), on: z.boolean() });

export const showPush = {
  method: 'GET',
  path: '/households/:household/push',
  provenBy: 'phone',
  target: inHousehold,
  body: noBody,
  answer: pushStatusSchema,
  problems: [],
} as const satisfies Route;

export const turnPushOn = {
  method: 'PUT',
  path: '/households/:household/push',
  provenBy: 'phone',
  target: inHousehold,
  body: pushTargetSchema,
  answer: pushStatusSchema,
  problems: ['push-endpoint-refused'],
} as const satisfies Route;

export const turnPushOff = {
  method: 'DELETE',
  path: '/households/:household/push',
  provenBy: 'phone',
  target: inHousehold,
  body: noBody,
  answer: pushStatusSchema,
  problems: [],
} as const satisfies Route;

/** Sends a test push to the calling phone. The answer is what the push service made of it, and its HTTP status. */
export const testPush = {
  method: 'POST',
  path: '/households/:household/push/test',
  provenBy: 'phone',
  target: inHousehold,
  body: noBody,
  answer: z.object({
    end: z.enum(['taken', 'gone', 'later', 'refused']),
    status: z.optional(z.number()),
  }),
  problems: ['push-off'],
} as const satisfies Route;
