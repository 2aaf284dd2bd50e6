import type { Instant } from '../../core/household/instant.ts';
import type { PhoneId } from '../../core/household/ids.ts';
import type { Message, NotificationReason } from '../../core/message/message.ts';

/** Notifies a household's phones about its messages. */
export interface Notifier {
  /**
   * Notifies the phones that were not reached before. Gives the phones whose push services took the notification, and
   * when to try the others again; without `retryAt` the notification is over. A phone that is notified twice shows one
   * notification. Never throws for a failure of the push service.
   */
  notify(message: Message, reason: NotificationReason): Promise<{ reached: PhoneId[]; retryAt?: Instant }>;
}
