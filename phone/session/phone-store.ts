import type { PasskeyAssertion } from '../../core/approval/passkey-assertion.ts';
import type { PublicKey } from '../../core/approval/jws.ts';
import type { HouseholdId, MessageId, PhoneId } from '../../core/household/ids.ts';
import type { MessageView } from '../../core/api/views.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Sha256 } from '../../core/household/sha256.ts';

/** This phone, as it signs. */
export type Identity = { phone: PhoneId; key: CryptoKey; jwk: PublicKey };

/** What pairing settled, and how far the trust list was when this phone last saw it hold. */
export type Pairing = {
  household: HouseholdId;
  /** Digest of link 0. All else is believed only if it replays from there. */
  firstLink: Sha256;
  checkpoint: { length: number; head: Sha256 };
};

/** A signed answer of which the house has not said yet what became of it. */
export type UnconfirmedAnswer = {
  message: MessageId;
  type: 'release' | 'discard';
  jws: string;
  /** A passkey's assertion on the answer, if one was required. */
  assertion?: PasskeyAssertion;
};

/** What the house last showed, for when it cannot be reached. */
export type Snapshot = { at: Instant; messages: readonly MessageView[]; links: readonly string[] };

/** What outlives a reload. */
export interface PhoneStore {
  /** This phone's key; made at the first call, the same ever after. */
  loadIdentity(): Promise<Identity>;
  loadPairing(): Promise<Pairing | undefined>;
  savePairing(paired: Pairing): Promise<void>;
  loadUnconfirmed(): Promise<UnconfirmedAnswer[]>;
  saveUnconfirmed(answer: UnconfirmedAnswer): Promise<void>;
  /** Drops this very answer; a later one for the same message stays. */
  deleteUnconfirmed(answer: UnconfirmedAnswer): Promise<void>;
  loadSnapshot(): Promise<Snapshot | undefined>;
  saveSnapshot(seen: Snapshot): Promise<void>;
  /** The recovery code that is not written down yet, if there is one. */
  loadRecoveryCode(): Promise<string | undefined>;
  /** Keeps a code until its owner has written it down. */
  saveRecoveryCode(code: string): Promise<void>;
  deleteRecoveryCode(): Promise<void>;
  /** Forgets the house and the key. */
  deleteAll(): Promise<void>;
}
