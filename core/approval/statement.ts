import * as z from 'zod/mini';
import { channels } from '../household/channel.ts';
import type { AddressDigest } from '../household/contact.ts';
import { FRICTIONS } from '../household/friction.ts';
import { contactIdSchema, householdIdSchema, messageIdSchema } from '../household/ids.ts';
import { instantSchema } from '../household/instant.ts';
import { sha256Schema } from '../household/sha256.ts';

const common = {
  household: householdIdSchema,
  message: messageIdSchema,
  /** The head of the trust list that the phone had replayed. */
  trustHead: sha256Schema,
};

const releaseSchema = z.strictObject({
  ...common,
  type: z.literal('release'),
  recording: sha256Schema,
  /** The digest of the story that the phone showed. */
  story: sha256Schema,
  contact: contactIdSchema,
  /** The owner chose another contact than the Echo heard, and confirmed "Send to … instead?". */
  redirected: z.boolean(),
  addresses: z
    .array(z.strictObject({ channel: z.enum(channels), digest: sha256Schema }))
    .check(z.minLength(1)),
  friction: z.enum(FRICTIONS),
  /** The phone gets it when it begins to play the recording; it can be used once. */
  nonce: z.string(),
  sendBy: instantSchema,
});

const discardSchema = z.strictObject({
  ...common,
  type: z.literal('discard'),
  /** The owner says "That wasn't me": nobody meant to send anything. */
  notMe: z.boolean(),
});

/** What a phone signs. */
export const statementSchema = z.discriminatedUnion('type', [releaseSchema, discardSchema]);

export type Release = z.infer<typeof releaseSchema>;
export type Discard = z.infer<typeof discardSchema>;
export type Statement = z.infer<typeof statementSchema>;

/** Whether two lists hold the same addresses, in any order. */
export function sameAddresses(a: readonly AddressDigest[], b: readonly AddressDigest[]): boolean {
  const sorted = (list: readonly AddressDigest[]) =>
    list.map(({ channel, digest }) => `${channel} ${digest}`).sort();
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}
