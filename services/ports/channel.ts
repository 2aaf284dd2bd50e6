import type { Address } from '../../core/household/contact.ts';
import type { Duration } from '../../core/household/instant.ts';
import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import type { Language } from '../../core/household/language.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import type { Recording } from '../../core/message/recording/recording.ts';

/** One verified recording for one address of one contact. */
export type Delivery = {
  household: HouseholdId;
  message: MessageId;
  /** The claim's id. A channel that can recognise a repeat does so by it. */
  claim: string;
  /** The contact's name, and one of their addresses. */
  to: { name: string } & Address;
  /** The household's name; null if it has none. */
  from: { household: string | null };
  /**
   * The page where the recipient can stop messages, null without one, and whether this is the first message to the
   * address.
   */
  stop: { url: string | null; isFirst: boolean };
  /** The language that the message was spoken in. */
  language: Language;
  recording: Recording;
  /**
   * To be awaited once, just before the other side gets the first byte of the recording: from then on it may have arrived.
   * If it gives an attempt, nothing may leave, and `send` gives that attempt. Never rejects.
   */
  begin: () => Promise<Attempt | undefined>;
};

/** A way to reach a contact. */
export interface DeliveryChannel {
  /** An attempt ends within this time, whatever the other side does. */
  readonly timeout: Duration;
  /** Hands the recording over once and gives the result. Never throws for a failure of the other side. */
  send(delivery: Delivery): Promise<Attempt>;
}
