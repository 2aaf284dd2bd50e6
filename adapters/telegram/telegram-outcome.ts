import type { Service } from '../../core/household/channel.ts';
import type { Duration } from '../../core/household/instant.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import { brief, unreached } from '../network/service-outcome.ts';

/** How a call to the Bot API ended. */
export type TelegramEnd =
  /** Telegram has the recording, under this id of the chat's. */
  | { end: 'taken'; id: number }
  /**
   * Telegram answered with this error code and description. An answer that cannot be read counts as 500. `wait`: how
   * long it asks to.
   */
  | { end: 'answered'; status: number; says: string; wait?: Duration | undefined }
  /** No answer came in time, or at all. `begun`: bytes were on their way. `cause`: the system's code. */
  | { end: 'timed-out'; begun: boolean }
  | { end: 'broken-off'; begun: boolean; cause: string };

const service: Service = 'telegram';

/** The Bot API answers a wrong token with 401, and a token of the wrong form with 404. */
const LOGIN = [401, 404];

/** What the end of a call means for the message. The table with the reasons is in docs/channels.md. */
export function telegramOutcome(end: TelegramEnd): Attempt {
  switch (end.end) {
    case 'taken':
      return { result: 'taken', outcome: { code: 'taken', service, reply: `message ${end.id}` } };
    case 'answered':
      return answered(end);
    case 'timed-out':
      return end.begun
        ? { result: 'unclear', outcome: { code: 'went-quiet', service, how: 'timed-out' } }
        : { result: 'not-taken', outcome: { code: 'timed-out', service } };
    case 'broken-off':
      return end.begun
        ? { result: 'unclear', outcome: { code: 'went-quiet', service, how: 'connection-lost' } }
        : { result: 'not-taken', outcome: unreached(service, end.cause) };
  }
}

/** The Bot API tells its refusals apart by words only. */
function answered({ status, says, wait }: Extract<TelegramEnd, { end: 'answered' }>): Attempt {
  const reply = brief(says);
  if (LOGIN.includes(status))
    return { result: 'not-taken', outcome: { code: 'login-refused', service, reply } };
  if (status === 429) return { result: 'not-taken', outcome: { code: 'try-later', service, reply }, wait };
  if (status === 413) return { result: 'refused', outcome: { code: 'too-large', service } };
  if (status >= 500) return { result: 'unclear', outcome: { code: 'went-quiet', service, how: 'fault' } };
  if (status === 403 && /blocked|kicked/i.test(says))
    return { result: 'refused', outcome: { code: 'blocked', service } };
  if (/deactivated|chat not found|user not found|PEER_ID_INVALID/i.test(says))
    return { result: 'refused', outcome: { code: 'gone', service } };
  return { result: 'refused', outcome: { code: 'refused', service, reply } };
}
