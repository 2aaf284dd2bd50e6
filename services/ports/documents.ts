import type { TrustDocument } from '../../core/approval/trust-list.ts';
import type { Pairing } from '../../core/approval/pairing-code.ts';
import type { Consent } from '../../core/household/consent.ts';
import type { Activity } from '../../core/household/activity.ts';
import type { Chats } from '../../core/household/chats.ts';
import type { HouseholdDocument } from '../../core/household/room.ts';
import type { StoppedConversation } from '../../core/conversation/stop.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Subscription } from '../../core/household/subscription.ts';
import type { Message } from '../../core/message/message.ts';

/**
 * A used `jti` of a proof (RFC 9449 §11.1), kept until the proof is stale anyway, also if its household is erased. The
 * id is a digest, so that it says nothing.
 */
export type SeenProof = {
  kind: 'proof';
  household: HouseholdId;
  id: string;
  version: number;
  until: Instant;
};

/** The household of an open pairing code. It is stored under an id that is made from the code, in place of a household's. */
export type PairingCodeEntry = {
  kind: 'code';
  household: HouseholdId;
  id: 'code';
  version: number;
  names: HouseholdId;
  until: Instant;
};

/** What a passkey's last assertion said. Its public key is in the trust list. */
export type PasskeyState = {
  kind: 'passkey';
  household: HouseholdId;
  id: string;
  version: number;
  counter: number;
  backedUp: boolean;
  usedAt: Instant;
};

/** Everything that is stored about a household. */
export type Document =
  | HouseholdDocument
  | TrustDocument
  | Pairing
  | Message
  | StoppedConversation
  | SeenProof
  | PairingCodeEntry
  | PasskeyState
  | Subscription
  | Activity
  | Consent
  | Chats;
export type Kind = Document['kind'];
export type Key = { household: HouseholdId; kind: Kind; id: string };

export type OfKind<K extends Kind> = Extract<Document, { kind: K }>;

/** Documents that are read together; undefined where the household does not have one. */
type SharedReads = { trust: TrustDocument | undefined; householdDocument: HouseholdDocument | undefined };
export type Overview = SharedReads & { messages: Message[] };
export type PhonesOverview = SharedReads & { subscriptions: Subscription[] };

export type PutOptions = {
  /** Another document that must be at this version (0: must not exist; `any`: must exist). Otherwise nothing is stored. */
  check?: { key: Key; version: number | 'any' };
  /** A further document, stored as version 1 in the same write. Nothing is stored if there is one already. */
  add?: Exclude<Document, Message>;
  /** Gives the document to store in place of this one. It is called in the moment of the write, for which a put may wait. */
  revise?: (document: Document) => Document;
  /** The change makes nothing due, so the courier need not be woken. An engine that wakes nobody ignores this. */
  quietly?: boolean;
};

/**
 * The document store. A write replaces one document and names the version that it replaces (optimistic concurrency
 * control): a lost race is an answer, not an error. Failures of the engine are thrown. Reading a document that a newer
 * version of this program has stored throws `schema-unknown`; writing never replaces one.
 */
export interface Documents {
  get<K extends Kind>(household: HouseholdId, kind: K, id: string): Promise<OfKind<K> | undefined>;

  /**
   * Stores `document` as version `ifVersion + 1` if the stored one is at `ifVersion` (0: if there is none) and the
   * conditions in `options` hold. Gives whether it was stored.
   */
  put(document: Document, ifVersion: number, options?: PutOptions): Promise<boolean>;

  /**
   * Documents of a kind, newest id first. `from` is the first id in the range, `before` the first id after it. A long list
   * is not a snapshot: documents may come from different moments, and one that is put during the read may be missing.
   */
  list<K extends Kind>(
    household: HouseholdId,
    kind: K,
    options?: { limit?: number; from?: string; before?: string },
  ): Promise<OfKind<K>[]>;

  /**
   * The trust list, the household's document and its newest messages, newest id first, in one request: the read that
   * nearly every request needs. Like a list it is not a snapshot.
   *
   * @param options.messages how many messages at most
   */
  overview(household: HouseholdId, options: { messages: number }): Promise<Overview>;

  /** The trust list, the household's document and all push subscriptions, in one request. */
  phones(household: HouseholdId): Promise<PhonesOverview>;

  /** Deletes everything about a household but its used proofs, so that an earlier request cannot run in it again. */
  forget(household: HouseholdId): Promise<void>;

  /**
   * Deletes expired proofs and chats. An engine that expires documents by itself may do nothing: nobody relies on the
   * deletion, as every reader compares `until` with the time.
   */
  purge(now: Instant): Promise<void>;
}
