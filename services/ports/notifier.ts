import type { Instant } from '../../core/household/instant.ts';
import type { PhoneId } from '../../core/household/ids.ts';
import type { About, Message } from '../../core/message/message.ts';

/** The way to tell a household's phones that a message wants them. Telling twice shows once. */
export interface Phones {
  /**
   * Tells those that were not reached yet. Gives whose push services took it, and when to try the rest again;
   * without that, it is over. Never throws for what the other side does.
   */
  tell(message: Message, about: About): Promise<{ reached: PhoneId[]; retryAt?: Instant }>;
}
