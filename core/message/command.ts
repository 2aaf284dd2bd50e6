import type { Friction } from '../household/friction.ts';
import type { Discard, Release } from '../approval/statement.ts';
import type { VerifiedStatement } from '../approval/verify-statement.ts';
import type { PhoneId } from '../household/ids.ts';
import type { Duration, Instant } from '../household/instant.ts';
import type { About, Claim, Dictation } from './message.ts';
import type { Attempt, RefusedRelease, RenderingFailure } from './outcome.ts';
import type { RecordingReference } from './recording.ts';

/** Everything that can be asked of a message. */
export type Command =
  | { do: 'extend'; dictation: Dictation }
  | { do: 'render'; from: Dictation; recording: RecordingReference }
  | { do: 'fail-to-render'; final: boolean; retryAt: Instant; reason: RenderingFailure }
  | { do: 'listen'; phone: PhoneId; nonce: string }
  /** `asked`: the friction that the story and the household ask for. `undo`: how long any phone can take it back. */
  | { do: 'release'; approval: VerifiedStatement<Release>; asked: Friction; undo: Duration }
  | { do: 'discard'; by: VerifiedStatement<Discard> | 'voice' }
  | { do: 'undo'; phone: PhoneId }
  /** What phones have been told; `retryAt`: when those that were not reached are tried again. */
  | { do: 'tell'; about: About; reached: PhoneId[]; retryAt?: Instant }
  | { do: 'expire' }
  | { do: 'claim'; claim: Claim }
  | { do: 'refuse-release'; outcome: RefusedRelease }
  | { do: 'report'; claim: string; attempt: Attempt; retryAt: Instant }
  | { do: 'lose-claim' }
  | { do: 'give-up' }
  | { do: 'erase' };
