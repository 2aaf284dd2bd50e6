import { isOfThisTime, isOpenForTries } from '../../core/approval/pairing-code.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import { after, type Instant, minutes } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';
import { offerPairing } from './pair-phone.ts';

/** A pairing code for anybody who stands at this machine, and the link that contains the code. */
export type PairingOffer = { code: string; until: Instant; link: string };

type Parts = {
  documents: Documents;
  anchor: Uint8Array;
  household: HouseholdId;
  /** Gives this many random bytes. */
  random: (bytes: number) => Uint8Array;
  clock: () => Instant;
  /** The address of the phone app, ending in a slash. */
  phone: () => string;
};

/** A code is shown only while there is this much time left to type it. */
const TIME_TO_TYPE = minutes(3);

/**
 * Keeps the code that pairs the first phone in memory, because only its MAC is stored. So the console, the start page
 * and the card show the same code.
 */
export function cachePairingCode({ documents, anchor, household, random, clock, phone }: Parts): {
  /** The open code, or a new one if it is used up or about to expire; undefined once a phone is paired. */
  current(): Promise<PairingOffer | undefined>;
} {
  let cached: (PairingOffer & { mac: string }) | undefined;
  let running: Promise<PairingOffer | undefined> | undefined;
  return {
    // A new code voids the code before, so callers at the same time share one.
    current: () => (running ??= findOrOffer().finally(() => (running = undefined))),
  };

  async function findOrOffer(): Promise<typeof cached> {
    if (await documents.get(household, 'trust', 'trust')) return (cached = undefined);
    const open = await documents.get(household, 'pairing', 'pairing');
    const isUsable =
      cached &&
      open?.mac === cached.mac &&
      isOpenForTries(open) &&
      isOfThisTime(open, clock()) &&
      after(clock(), TIME_TO_TYPE) < cached.until;
    if (isUsable) return cached;
    const offered = await offerPairing({ documents, anchor, random }, household, clock());
    if (!offered) return (cached = undefined);
    const mac = (await documents.get(household, 'pairing', 'pairing'))?.mac ?? '';
    const link = `${phone()}#code=${offered.code}&household=${household}`;
    return (cached = { ...offered, mac, link });
  }
}
