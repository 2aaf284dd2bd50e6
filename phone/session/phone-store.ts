import type { PasskeyAssertion } from '../../core/approval/passkey-assertion.ts';
import type { PublicKey } from '../../core/approval/jws.ts';
import type { HouseholdId, MessageId, PhoneId } from '../../core/household/ids.ts';
import type { MessageView } from '../../core/api/message-routes.ts';
import type { RoomView } from '../../core/api/room-routes.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Sha256 } from '../../core/household/bytes/sha256.ts';

/** The key that this phone signs with. */
export type Identity = { phone: PhoneId; key: CryptoKey; jwk: PublicKey };

/** What pairing established, and the last point of the trust list that this phone found valid. */
export type Pairing = {
  household: HouseholdId;
  /** Digest of the first link of the trust list. The list is valid only if it replays from there. */
  firstLink: Sha256;
  checkpoint: { length: number; head: Sha256 };
};

/** A signed answer that the server has not confirmed yet. */
export type UnconfirmedAnswer = {
  message: MessageId;
  type: 'release' | 'discard';
  jws: string;
  /** A passkey's assertion on the answer, if one was required. */
  assertion?: PasskeyAssertion;
};

/** The last state that the server showed, for times without a connection. */
export type Snapshot = {
  at: Instant;
  messages: readonly MessageView[];
  links: readonly string[];
  /** Missing if Settings were never opened. */
  rooms?: readonly RoomView[];
};

/** What the phone stores permanently. */
export interface PhoneStore {
  /** Loads this phone's key. The first call creates it. */
  loadIdentity(): Promise<Identity>;
  loadPairing(): Promise<Pairing | undefined>;
  savePairing(paired: Pairing): Promise<void>;
  loadUnconfirmed(): Promise<UnconfirmedAnswer[]>;
  saveUnconfirmed(answer: UnconfirmedAnswer): Promise<void>;
  /** Deletes exactly this answer; a later one for the same message stays. */
  deleteUnconfirmed(answer: UnconfirmedAnswer): Promise<void>;
  loadSnapshot(): Promise<Snapshot | undefined>;
  saveSnapshot(seen: Snapshot): Promise<void>;
  /** Loads the recovery code that the owner has not written down yet, if there is one. */
  loadRecoveryCode(): Promise<string | undefined>;
  /** Stores a recovery code until the owner has written it down. */
  saveRecoveryCode(code: string): Promise<void>;
  deleteRecoveryCode(): Promise<void>;
  /** Deletes the pairing, the key and everything else. */
  deleteAll(): Promise<void>;
}
