import type { Friction } from '../household/friction.ts';
import type { Story } from '../confidence/story.ts';
import type { Discard, Release } from '../approval/statement.ts';
import type { VerifiedStatement } from '../approval/verify-statement.ts';
import type { AddressDigest } from '../household/contact.ts';
import type { PhoneId } from '../household/ids.ts';
import type { Duration, Instant } from '../household/instant.ts';
import type { Claim, Dictation, NotificationReason } from './message.ts';
import type { Attempt, RefusedRelease, RenderingFailure } from './outcome.ts';
import type { RecordingReference } from './recording/recording.ts';

/** Everything that can be done to a message. */
export type Command =
  /** `story`: with the evidence of the added words. */
  | { do: 'extend'; dictation: Dictation; story: Story }
  | { do: 'render'; from: Dictation; recording: RecordingReference }
  /** The owner has recorded it again, on this phone. */
  | { do: 'record-again'; recording: RecordingReference; phone: PhoneId }
  | { do: 'fail-to-render'; final: boolean; retryAt: Instant; reason: RenderingFailure }
  | { do: 'listen'; phone: PhoneId; nonce: string }
  /**
   * `required`: the friction that the story and the household require. `undo`: how long any phone can take the answer
   * back.
   */
  | { do: 'release'; approval: VerifiedStatement<Release>; required: Friction; undo: Duration }
  | { do: 'discard'; by: VerifiedStatement<Discard>; undo: Duration }
  | { do: 'discard'; by: 'voice' }
  | { do: 'undo'; phone: PhoneId }
  /** From now on a discard is final, so its content can be erased. */
  | { do: 'end-undo' }
  /** Phones were notified. `retryAt`: when to notify those that were not reached; missing if it is over. */
  | { do: 'notify'; reason: NotificationReason; reached: PhoneId[]; retryAt?: Instant }
  | { do: 'expire' }
  | { do: 'claim'; claim: Claim }
  /** The recording is about to leave under this claim. */
  | { do: 'begin'; claim: string }
  | { do: 'refuse-release'; outcome: RefusedRelease }
  /** `others`: whether the contact has a further address to try if this one refuses. */
  | { do: 'report'; claim: string; to: AddressDigest; attempt: Attempt; others: boolean; retryAt: Instant }
  | { do: 'lose-claim' }
  | { do: 'give-up' }
  | { do: 'erase' };
