import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';

/** A wake-up names the message to attend to. */
export type WakeUp = { household: HouseholdId; message: MessageId };

/** Wakes the courier for a message at a given time. */
export interface WakeUps {
  /** Wakes the courier at `at` or up to a minute later; at once if `at` has passed. */
  wake(wakeUp: WakeUp, when: { at: Instant; now: Instant }): Promise<void>;
}
