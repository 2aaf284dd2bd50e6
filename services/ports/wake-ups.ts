import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';

/** What a wake-up carries: which message to attend to. */
export type WakeUp = { household: HouseholdId; message: MessageId };

/** The way to be asked again about a message once its time has come. */
export interface WakeUps {
  /** Wakes the courier for the message at `at` or at most a minute later; at once where that has passed. */
  wake(household: HouseholdId, message: MessageId, at: Instant, now: Instant): Promise<void>;
}
