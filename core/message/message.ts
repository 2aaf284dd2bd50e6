import type { Release, Discard } from '../approval/statement.ts';
import type { VerifiedStatement } from '../approval/verify-statement.ts';
import type { Story } from '../confidence/story.ts';
import type { ContactId, HouseholdId, MessageId, PhoneId, RoomId } from '../household/ids.ts';
import type { Duration, Instant } from '../household/instant.ts';
import type { Sha256 } from '../household/sha256.ts';
import type { HistoryEntry } from './history-entry.ts';
import type { DeliveredOutcome, FailedOutcome, UnknownOutcome } from './outcome.ts';
import type { RecordingReference } from './recording.ts';

/** Words waiting for a voice: where the recording store keeps them, and the request that last added to them. */
export type Dictation = { transcript: Sha256; characters: number; added?: string };

/** A phone began to play: the nonce makes its release usable once, and not before half the duration has passed. */
export type Listening = { phone: PhoneId; nonce: string; at: Instant; recording: Sha256 };

/** What a phone answered, as it signed it. */
export type Answer<S extends Release | Discard = Release | Discard> = VerifiedStatement<S> & { at: Instant };

/** A worker's exclusive right to deliver, longer than the channel may take. */
export type Claim = { id: string; at: Instant; leaseUntil: Instant };

/**
 * What phones are told of a message: that it waits, once more before its hold runs out, that it was answered, and that
 * it could not be delivered or may not have arrived.
 */
export type About = 'waiting' | 'reminder' | 'answered' | 'trouble';

/** How far the telling of one thing is. It stands beside the state: a push that is lost holds nothing up. */
export type Told = {
  about: About;
  /** Which phones' push services have taken it. */
  reached: PhoneId[];
  attempts: number;
  /** When to try the others again; missing once it is over. */
  retryAt?: Instant;
};

type Common = {
  kind: 'message';
  household: HouseholdId;
  id: MessageId;
  version: number;
  room: RoomId;
  /** Whom the conversation held it for. The release names its own contact. */
  contact: ContactId;
  heldAt: Instant;
  holdUntil: Instant;
  sendBy: Instant;
  /** How long content stays after a delivery, as it was set when this was held. */
  retention: Duration;
  story: Story;
  listening: Listening[];
  told: Told[];
  /** Failed tries of the work that is due, and when to try again. */
  attempts: number;
  retryAt?: Instant;
  history: HistoryEntry[];
};

type Ended = { endedAt: Instant; erasedAt?: Instant };
type Recorded = { recording: RecordingReference; dictation?: Dictation };
/** A release after an unknown outcome keeps that outcome: an earlier attempt may have arrived. */
type Doubt = { claim: Claim; outcome: UnknownOutcome; answer: Answer<Release> };
type Sent = Recorded & { answer: Answer<Release> };

export type Rendering = Common & { state: 'rendering'; dictation: Dictation };
export type Held = Common & Recorded & { state: 'held' };
export type Released = Common & Sent & { state: 'released'; doubt?: Doubt };
export type Sending = Common & Sent & { state: 'sending'; claim: Claim; doubt?: Doubt };
export type Unknown = Common & Sent & Ended & { state: 'unknown'; claim: Claim; outcome: UnknownOutcome };
export type Delivered = Common & Sent & Ended & { state: 'delivered'; outcome: DeliveredOutcome };
/** Without an answer it was discarded by voice. */
export type Discarded = Common & Partial<Recorded> & Ended & { state: 'discarded'; answer?: Answer<Discard> };
export type Expired = Common & Partial<Recorded> & Ended & { state: 'expired' };
/**
 * Without a recording it could not be rendered; without an answer it was never released. `mayHaveArrived`: an earlier
 * attempt may have arrived.
 */
export type Failed = Common &
  Partial<Sent> &
  Ended & { state: 'failed'; outcome: FailedOutcome; mayHaveArrived?: true };

/** A recording held for one contact: its state, its story and its history, without content. */
export type Message =
  Rendering | Held | Released | Sending | Unknown | Delivered | Discarded | Expired | Failed;
export type MessageState = Message['state'];
