import type { HouseholdId, MessageId } from '../core/household/ids.ts';
import { after, type Duration, type Instant, minutes } from '../core/household/instant.ts';
import { failureCode } from '../services/storage/store-failure.ts';
import { openBatch, type ToLookAt } from './triggers.ts';
import type { WakeUps } from '../services/ports/wake-ups.ts';

type Parts = {
  attend: (household: HouseholdId, message: MessageId) => Promise<Instant | 'missing' | undefined>;
  /** Notifies phones that were revoked. */
  notifyRevoked: (household: HouseholdId) => Promise<void>;
  wakeUps: WakeUps;
  clock: () => Instant;
  log: (line: { event: string; message?: MessageId; code?: string }) => void;
};

/** What Lambda is answered: which records it must bring again. */
export type BatchAnswer = { batchItemFailures: { itemIdentifier: string }[] };

/**
 * A change may be heard of before its message is there, where a table is copied in whatever order; nothing else would lead
 * to such a message again. A transaction's own changes reach the stream only once it is complete
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html).
 */
const COMES_INTO_SIGHT: Duration = minutes(1);

/** A function that stays warm asks for ever more wake-ups. */
const REMEMBERED = 1_000;

/**
 * Attends to what a batch of changes or wake-ups leads to: to each message once, however many records are about it,
 * and to all at the same time. What fails is brought again, and nothing else; what cannot be read is not.
 */
export function attendBatch(parts: Parts): (event: unknown) => Promise<BatchAnswer> {
  /** The earliest wake-up that each message is known to have coming. */
  const asked = new Map<string, Instant>();

  async function look(at: ToLookAt, from: 'change' | 'wake-up'): Promise<void> {
    if (at.at === 'phones') return parts.notifyRevoked(at.household);
    const { household, message } = at;
    const next = await parts.attend(household, message);
    const now = parts.clock();
    // A wake-up whose message is missing is about one that was forgotten.
    const until = next !== 'missing' ? next : from === 'change' ? after(now, COMES_INTO_SIGHT) : undefined;
    if (until === undefined) return;
    const name = `${household} ${message}`;
    const coming = asked.get(name);
    // One that comes earlier will ask for the next. A wake-up that is here is coming no more, even if it was too early.
    if (from === 'change' && coming !== undefined && now < coming && coming <= until) return;
    await parts.wakeUps.wake(household, message, until, now);
    if (asked.size >= REMEMBERED) asked.clear();
    asked.set(name, until);
  }

  return async event => {
    const batch = openBatch(event);
    if (!batch) {
      parts.log({ event: 'event refused', code: 'event-unknown' });
      return { batchItemFailures: [] };
    }
    if (batch.malformed > 0) parts.log({ event: 'record refused', code: 'record-malformed' });
    const failed = await Promise.all(
      batch.triggers.map(async ({ toLookAt, records }) => {
        try {
          await look(toLookAt, batch.from);
          return [];
        } catch (error) {
          const { message } = toLookAt as { message?: MessageId };
          parts.log({ event: 'courier failed', code: failureCode(error), ...(message && { message }) });
          return records;
        }
      }),
    );
    return { batchItemFailures: failed.flat().map(itemIdentifier => ({ itemIdentifier })) };
  };
}
