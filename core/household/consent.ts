import type { AddressDigest } from './contact.ts';
import type { HouseholdId } from './ids.ts';
import type { Instant } from './instant.ts';
import { without } from './without.ts';

/** How a recipient stopped messages: on the page that a message links to, in Telegram, or by a complaint as spam. */
export const STOPPED_BY = ['page', 'telegram', 'complaint'] as const;
export type StoppedBy = (typeof STOPPED_BY)[number];

/** A mail that was taken and sent back later. `reply`: what the recipient's mail server said. */
export type Bounce = { at: Instant; reply: string };

/** An address, and whether its recipient agrees to messages: `stopped` is missing while they do. */
export type AddressConsent = AddressDigest & {
  stopped?: { at: Instant; by: StoppedBy };
  /** The last mail to the address that came back. */
  bounced?: Bounce;
};

/**
 * The addresses that a message was sent to, and those whose recipients have stopped messages. Each household has at most
 * one such document. It holds digests, as statements do.
 */
export type Consent = {
  kind: 'consent';
  household: HouseholdId;
  id: 'consent';
  version: number;
  addresses: AddressConsent[];
};

/** The consent of a household's recipients before anything was sent. */
export const noConsent = (household: HouseholdId): Consent => ({
  kind: 'consent',
  household,
  id: 'consent',
  version: 0,
  addresses: [],
});

/** What is known of an address; undefined before its first message. */
export const consentOf = (consent: Consent | undefined, address: AddressDigest): AddressConsent | undefined =>
  consent?.addresses.find(one => isSame(one, address));

/** Notes that a message was sent to an address. Gives the same object if that was known. */
export const noteSent = (consent: Consent, { channel, digest }: AddressDigest): Consent =>
  consentOf(consent, { channel, digest })
    ? consent
    : { ...consent, addresses: [...consent.addresses, { channel, digest }] };

/** Stops messages to an address. Gives the same object if they were stopped before. */
export function stopMessages(
  consent: Consent,
  address: AddressDigest,
  stopped: { at: Instant; by: StoppedBy },
): Consent {
  const before = consentOf(consent, address);
  return before?.stopped ? consent : replaced(consent, { ...of(address), ...before, stopped });
}

/** Allows messages to an address again. Gives the same object if they were not stopped. */
export function allowMessages(consent: Consent, address: AddressDigest): Consent {
  const before = consentOf(consent, address);
  return before?.stopped ? replaced(consent, without(before, 'stopped')) : consent;
}

/** Notes that a mail to an address came back. */
export const noteBounce = (consent: Consent, address: AddressDigest, bounced: Bounce): Consent =>
  replaced(consent, { ...of(address), ...consentOf(consent, address), bounced });

const of = ({ channel, digest }: AddressDigest): AddressDigest => ({ channel, digest });

const replaced = (consent: Consent, next: AddressConsent): Consent => ({
  ...consent,
  addresses: [...consent.addresses.filter(one => !isSame(one, next)), next],
});

const isSame = (a: AddressDigest, b: AddressDigest): boolean =>
  a.channel === b.channel && a.digest === b.digest;
