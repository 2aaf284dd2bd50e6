import type { Address } from '../../core/household/contact.ts';
import type { Duration } from '../../core/household/instant.ts';
import type { MessageId } from '../../core/household/ids.ts';
import type { Language } from '../../core/household/language.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import type { Recording } from '../../core/message/recording.ts';

/** One verified recording for one contact. */
export type Delivery = {
  message: MessageId;
  /** The claim's id. A channel that can recognise a repeat does so by it. */
  claim: string;
  to: { name: string; addresses: Address[] };
  /** The language that the message was spoken in. */
  language: Language;
  recording: Recording;
};

/** A way to reach a contact. */
export interface Channel {
  /** An attempt ends within this time, whatever the other side does. */
  readonly timeout: Duration;
  /** Hands the recording over once and gives the result. Never throws for a failure of the other side. */
  send(delivery: Delivery): Promise<Attempt>;
}
