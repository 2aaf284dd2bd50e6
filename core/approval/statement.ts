import * as z from 'zod/mini';
import { channels } from '../household/channel.ts';
import type { AddressDigest } from '../household/contact.ts';
import { FRICTIONS } from '../household/friction.ts';
import { contactIdSchema, householdIdSchema, messageIdSchema } from '../household/ids.ts';
import { instantSchema } from '../household/instant.ts';
import { sha256Schema } from '../household/bytes/sha256.ts';

/** Why a statement of a phone is not believed. */
export const STATEMENT_REFUSALS = [
  'not-signed',
  'unknown-phone',
  'other-message',
  'other-trust-list',
  'recording-changed',
  'story-changed',
  'unknown-contact',
  'address-changed',
  'friction-too-low',
  'passkey-needed',
  'send-by-passed',
] as const;
export type StatementRefusal = (typeof STATEMENT_REFUSALS)[number];

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
  /** The owner chose a contact other than the one that the Echo heard, and confirmed "Send to … instead?". */
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
