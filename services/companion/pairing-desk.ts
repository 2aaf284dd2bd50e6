import { offerPairing } from './pair.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import { after, type Instant, minutes } from '../../core/household/instant.ts';
import type { Documents } from '../ports/documents.ts';

/** A code as it is shown to whoever stands at this machine. */
export type Offer = { code: string; until: Instant; link: string };

type Parts = {
  documents: Documents;
  anchor: Uint8Array;
  household: HouseholdId;
  random: (bytes: number) => Uint8Array;
  clock: () => Instant;
  /** Where the phone app is. */
  phone: () => string;
};

/** A code is shown only while there is this much time left to type it. */
const TIME_TO_TYPE = minutes(3);

/** Keeps one pairing code open while the house has no phone, so that console, home page and card show the same. */
export function pairingDesk({ documents, anchor, household, random, clock, phone }: Parts): {
  offer(): Promise<Offer | undefined>;
} {
  let current: (Offer & { mac: string }) | undefined;
  let asking: Promise<Offer | undefined> | undefined;
  return {
    /** The code that is open now, or a new one; undefined once a phone is paired. */
    // A code voids the one before, so who asks at the same time gets the same.
    offer: () => (asking ??= openOffer().finally(() => (asking = undefined))),
  };

  async function openOffer(): Promise<typeof current> {
    if (await documents.get(household, 'trust', 'trust')) return (current = undefined);
    const open = await documents.get(household, 'pairing', 'pairing');
    const usable =
      current &&
      open?.mac === current.mac &&
      open.triesLeft > 0 &&
      after(clock(), TIME_TO_TYPE) < current.until;
    if (usable) return current;
    const offered = await offerPairing({ documents, anchor }, household, random, clock());
    if (!offered) return (current = undefined);
    const mac = (await documents.get(household, 'pairing', 'pairing'))?.mac ?? '';
    const link = `${phone()}#code=${offered.code}&household=${household}`;
    return (current = { ...offered, mac, link });
  }
}
