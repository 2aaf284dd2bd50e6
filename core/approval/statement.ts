import * as z from 'zod';
import { channels } from '../household/channel.ts';
import type { AddressDigest } from '../household/contact.ts';
import { FRICTIONS } from '../household/friction.ts';
import type { ContactId, HouseholdId, MessageId } from '../household/ids.ts';
import { instant } from '../household/instant.ts';
import type { Sha256 } from '../household/sha256.ts';

const digest = z
  .string()
  .length(43)
  .transform(text => text as Sha256);
const common = {
  household: z.string().transform(id => id as HouseholdId),
  message: z.string().transform(id => id as MessageId),
  /** Head of the trust list that the phone had replayed. */
  trust: digest,
};

const release = z.strictObject({
  ...common,
  type: z.literal('release'),
  recording: digest,
  /** Digest of the story that the phone showed. */
  story: digest,
  contact: z.string().transform(id => id as ContactId),
  /** The owner was asked "Send to … instead?": this is not whom the Echo heard. */
  redirected: z.boolean(),
  addresses: z.array(z.strictObject({ channel: z.enum(channels), digest })).min(1),
  friction: z.enum(FRICTIONS),
  /** From the start of listening; used once. */
  nonce: z.string(),
  sendBy: z.number().transform(instant),
});

const discard = z.strictObject({
  ...common,
  type: z.literal('discard'),
  /** "That wasn't me": nobody meant to send anything. */
  notMe: z.boolean(),
});

/** What the phone signs. */
export const statement = z.discriminatedUnion('type', [release, discard]);

export type Release = z.infer<typeof release>;
export type Discard = z.infer<typeof discard>;
export type Statement = Release | Discard;

/** Whether two lists name the same addresses, in whatever order. */
export function sameAddresses(a: readonly AddressDigest[], b: readonly AddressDigest[]): boolean {
  const spelled = (list: readonly AddressDigest[]) =>
    list.map(({ channel, digest }) => `${channel} ${digest}`).sort();
  return JSON.stringify(spelled(a)) === JSON.stringify(spelled(b));
}
