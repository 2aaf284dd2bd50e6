import type { Release, Discard } from '../approval/statement.ts';
import type { VerifiedStatement } from '../approval/verify-statement.ts';
import type { Story } from '../confidence/story.ts';
import type { AddressDigest } from '../household/contact.ts';
import type { ContactId, HouseholdId, MessageId, PhoneId, RoomId } from '../household/ids.ts';
import type { Duration, Instant } from '../household/instant.ts';
import type { Sha256 } from '../household/bytes/sha256.ts';
import type { HistoryEntry } from './history-entry.ts';
import type { DeliveredOutcome, FailedOutcome, RefusedOutcome, UnknownOutcome } from './outcome.ts';
import type { RecordingReference } from './recording/recording.ts';

/** A transcript to be rendered: its key in the recording store, and the ids of the requests that added to it. */
export type Dictation = { transcript: Sha256; characters: number; added?: string[] };

/** A phone began to play. The nonce makes its release usable once, and not before half the duration has passed. */
export type Listening = { phone: PhoneId; nonce: string; at: Instant; recording: Sha256 };

/** A phone's signed answer. */
export type Answer<S extends Release | Discard = Release | Discard> = VerifiedStatement<S> & { at: Instant };

/**
 * A courier's exclusive right to make one delivery attempt. The lease is longer than the channel's timeout. `begun`: the
 * recording may have left. Until then it certainly has not.
 */
export type Claim = { id: string; at: Instant; leaseUntil: Instant; begun: boolean };

/** An address whose service, or whose recipient, has refused the message for good. */
export type RefusedAddress = AddressDigest & { outcome: RefusedOutcome };

/**
 * Why phones are notified: the message waits; its hold is about to run out; it was answered; it cannot be delivered yet,
 * and the owner may be able to mend that; it could not be delivered or may not have arrived.
 */
export type NotificationReason = 'waiting' | 'reminder' | 'answered' | 'delayed' | 'trouble';

/** How far the notification for one reason is. It is kept beside the state, so that a lost push delays nothing. */
export type NotificationRecord = {
  reason: NotificationReason;
  /** The phones whose push services have taken it. */
  reached: PhoneId[];
  attempts: number;
  /** When to notify the other phones; missing once the notification is over. */
  retryAt?: Instant;
};

type Common = {
  kind: 'message';
  household: HouseholdId;
  id: MessageId;
  version: number;
  room: RoomId;
  /** The contact that the conversation held it for. The release names its own contact. */
  contact: ContactId;
  heldAt: Instant;
  holdUntil: Instant;
  sendBy: Instant;
  /** How long content is kept after a delivery, as it was set when the message was held. */
  retention: Duration;
  story: Story;
  listening: Listening[];
  notifications: NotificationRecord[];
  /** How often the work that is due has failed, and when to try again. */
  attempts: number;
  retryAt?: Instant;
  history: HistoryEntry[];
  /** The seal of `core/message/seal.ts`; missing if a version of the program without seals held the message. */
  seal?: string;
};

type Ended = { endedAt: Instant; erasedAt?: Instant };
type Recorded = { recording: RecordingReference; dictation?: Dictation };
/** Not rendered yet. */
type Unrecorded = { recording?: never; dictation: Dictation };
/** An attempt that may have arrived. A release after an unknown outcome keeps it until the message has ended. */
type EarlierAttempt = { claim: Claim; outcome: UnknownOutcome; answer: Answer<Release> };
/** `refused`: the addresses of this release that have refused it; missing if none has. */
type Sent = Recorded & { answer: Answer<Release>; refused?: RefusedAddress[] };

export type Rendering = Common & { state: 'rendering'; dictation: Dictation };
export type Held = Common & Recorded & { state: 'held' };
export type Released = Common & Sent & { state: 'released'; earlierAttempt?: EarlierAttempt };
export type Sending = Common & Sent & { state: 'sending'; claim: Claim; earlierAttempt?: EarlierAttempt };
export type Unknown = Common & Sent & Ended & { state: 'unknown'; claim: Claim; outcome: UnknownOutcome };
export type Delivered = Common & Sent & Ended & { state: 'delivered'; outcome: DeliveredOutcome };
/**
 * Without an answer, it was discarded by voice. `undoUntil`: the discard can be taken back, and the content is kept,
 * until a courier ends that.
 */
export type Discarded = Common &
  (Recorded | Unrecorded) &
  Ended & { state: 'discarded'; answer?: Answer<Discard>; undoUntil?: Instant };
export type Expired = Common & Partial<Recorded> & Ended & { state: 'expired' };
/**
 * Without a recording, it could not be rendered; without an answer, it was never released. `mayHaveArrived`: an earlier
 * attempt may have arrived.
 */
export type Failed = Common &
  Partial<Sent> &
  Ended & { state: 'failed'; outcome: FailedOutcome; mayHaveArrived?: true };

/** A recording that is held for one contact: its state, its story and its history, without content. */
export type Message =
  Rendering | Held | Released | Sending | Unknown | Delivered | Discarded | Expired | Failed;
export const MESSAGE_STATES = [
  'rendering',
  'held',
  'released',
  'sending',
  'unknown',
  'delivered',
  'discarded',
  'expired',
  'failed',
] as const satisfies readonly Message['state'][];
export type MessageState = Message['state'];

/** Whether the message waits for its answer; a dictated one waits while it is rendered, too. */
export const isWaiting = <M extends { state: MessageState }>(
  message: M,
): message is M & { state: 'rendering' | 'held' } =>
  message.state === 'rendering' || message.state === 'held';

/** Until when a phone can take its answer back; undefined if it cannot, or if a delivery was tried already. */
export function undoUntilOf(message: Message): Instant | undefined {
  if (message.state === 'discarded') return message.undoUntil;
  return message.state === 'released' && message.attempts === 0 ? message.retryAt : undefined;
}
