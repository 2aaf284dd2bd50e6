import type { Address } from '../../core/household/contact.ts';
import type { Duration } from '../../core/household/instant.ts';
import type { MessageId } from '../../core/household/ids.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import type { Recording } from '../../core/message/recording.ts';

/** One verified recording on its way to one contact. */
export type Parcel = {
  message: MessageId;
  /** Of this claim; a channel that can tell a repeat by it, does. */
  claim: string;
  to: { name: string; addresses: Address[] };
  recording: Recording;
};

/** A way to reach a contact. */
export interface Channel {
  /** After this time an attempt has ended, one way or the other. */
  readonly timeout: Duration;
  /** Hands the parcel over once, and says what became of it. Never throws for what the other side does. */
  send(parcel: Parcel): Promise<Attempt>;
}
