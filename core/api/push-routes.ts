import * as z from 'zod/mini';
import { inHousehold, noBody, type Route } from './route.ts';

/** Where a browser takes pushes, as its PushSubscription gives it: an uncompressed P-256 point and a secret (RFC 8291 §3). */
const pushTargetSchema = z.strictObject({
  endpoint: z.string().check(z.minLength(1), z.maxLength(1_000)),
  keys: z.strictObject({
    p256dh: z.string().check(z.regex(/^[\w-]{87}$/)),
    auth: z.string().check(z.regex(/^[\w-]{22}$/)),
  }),
});

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
