import type { TrustDocument } from '../../core/approval/trust-list.ts';
import type { Pairing } from '../../core/approval/pairing-code.ts';
import type { Activity } from '../../core/household/activity.ts';
import type { HouseholdDocument } from '../../core/household/room.ts';
import type { StoppedConversation } from '../../core/conversation/stop.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Subscription } from '../../core/household/subscription.ts';
import type { Message } from '../../core/message/message.ts';

/** A proof's `jti` that was used; kept until the proof is stale anyway. */
export type SeenProof = {
  kind: 'proof';
  household: HouseholdId;
  id: string;
  version: number;
  until: Instant;
};

/** Whose an open pairing code is; its place in the store is made of the code, which is not in it. */
export type CodeName = {
  kind: 'code';
  household: HouseholdId;
  id: 'code';
  version: number;
  names: HouseholdId;
  until: Instant;
};

/** What a passkey told of itself when it was last used. Its key stands in the trust list. */
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
  | CodeName
  | PasskeyState
  | Subscription
  | Activity;
export type Kind = Document['kind'];
export type Key = { household: HouseholdId; kind: Kind; id: string };

export type OfKind<K extends Kind> = Extract<Document, { kind: K }>;

/** What is read together of a household; what it does not have is undefined. */
type Together = { trust: TrustDocument | undefined; house: HouseholdDocument | undefined };
export type Overview = Together & { messages: Message[] };
export type PhonesOverview = Together & { subscriptions: Subscription[] };

/** What a put is asked beside its document. */
export type Also = {
  /** Another document that must be at this version, 0 for none; else nothing is stored. */
  check?: { key: Key; version: number };
  /** A further document that must not be there yet, stored as its first version in the same write; else nothing is stored. */
  add?: Exclude<Document, Message>;
  /** The courier need not look at what was changed. An engine that tells it of nothing may ignore this. */
  quietly?: boolean;
};

/**
 * Where documents are kept. The unit of writing is one document at one version: a write names the version it
 * was decided on, and a lost race is an answer, not a fault. Failures of the engine are thrown.
 */
export interface Documents {
  get<K extends Kind>(household: HouseholdId, kind: K, id: string): Promise<OfKind<K> | undefined>;

  /**
   * Stores `document` as version `ifVersion + 1`, only if the stored one is at `ifVersion` (0: there is none) and
   * only if what `also` says holds. True if it was stored.
   */
  put(document: Document, ifVersion: number, also?: Also): Promise<boolean>;

  /**
   * Documents of a kind, newest id first. A long list may lack what is put meanwhile, and has each document at some
   * version of that while. `from`: ids at or after this one only; `before`: ids before this one only.
   */
  list<K extends Kind>(
    household: HouseholdId,
    kind: K,
    options?: { limit?: number; from?: string; before?: string },
  ): Promise<OfKind<K>[]>;

  /**
   * The trust list, the household's document and its newest messages, at most `messages` of them, newest id first: what
   * is asked for at once again and again. As of a list, each is as it was at some moment of that while.
   */
  overview(household: HouseholdId, options: { messages: number }): Promise<Overview>;

  /** The same with where its phones take pushes, all of them, in place of messages. */
  phones(household: HouseholdId): Promise<PhonesOverview>;

  /** Forgets everything about a household. */
  forget(household: HouseholdId): Promise<void>;

  /**
   * Forgets proofs whose time is over. An engine that lets go of them by itself, some time later, may leave it at that:
   * nothing is believed for being there, and every end is compared with the time.
   */
  purge(now: Instant): Promise<void>;
}
