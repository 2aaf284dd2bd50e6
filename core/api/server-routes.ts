import * as z from 'zod/mini';
import { channels } from '../household/channel.ts';
import { ATTEMPT_RESULTS } from '../message/outcome.ts';
import { inHousehold, noBody, type Route } from './route.ts';

/**
 * The version of the program that answers, the channels that are set up, and whether it can send a test mail and lets
 * messages be recorded again.
 */
export const showServer = {
  method: 'GET',
  path: '/households/:household/server',
  provenBy: 'phone',
  target: inHousehold,
  body: noBody,
  answer: z.object({
    version: z.string(),
    channels: z.array(z.enum(channels)),
    sendsTestMail: z.boolean(),
    recordsAgain: z.boolean(),
  }),
  problems: [],
} as const satisfies Route;

/** Sends a mail without content to the sender's own address. The answer is what the mail server made of it. */
export const testMail = {
  method: 'POST',
  path: '/households/:household/server/test-mail',
  provenBy: 'phone',
  target: inHousehold,
  body: noBody,
  answer: z.object({
    result: z.enum(ATTEMPT_RESULTS),
    to: z.string(),
    reply: z.optional(z.string()),
  }),
  problems: ['mail-off'],
} as const satisfies Route;
