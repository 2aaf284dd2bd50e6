import type { HouseholdId, MessageId } from '../core/household/ids.ts';
import { after, type Duration, type Instant, minutes } from '../core/household/instant.ts';
import { failureCode } from '../services/storage/store-failure.ts';
import type { FunctionEvent } from './telemetry.ts';
import { parseBatch, type Subject } from './triggers.ts';
import type { WakeUps } from '../services/ports/wake-ups.ts';

type Parts = {
  attend: (household: HouseholdId, message: MessageId) => Promise<Instant | 'missing' | undefined>;
  /** Notifies phones that were revoked. */
  notifyRevoked: (household: HouseholdId) => Promise<void>;
  wakeUps: WakeUps;
  clock: () => Instant;
  log: (line: { event: FunctionEvent; message?: MessageId; code?: string }) => void;
};

/** The records that Lambda must deliver again (a partial batch response). */
export type BatchResponse = { batchItemFailures: { itemIdentifier: string }[] };

/**
 * How long to wait for a message that is missing after its change was heard of. That happens where a table is copied in
 * any order, and nothing else would lead to such a message again. It does not happen with the changes of a transaction:
 * they reach the stream only once the transaction is complete
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html).
 */
const COPY_DELAY: Duration = minutes(1);

/** How many wake-ups are remembered. A process that lives long asks for any number of them. */
const REMEMBERED = 1_000;

/**
 * Attends to the subjects of a batch of changes or wake-ups: to each once, however many records are about it, and to all at
 * the same time. Only failed records are delivered again; malformed records are not.
 */
export function attendBatch(parts: Parts): (event: unknown) => Promise<BatchResponse> {
  /** The earliest pending wake-up of each message. */
  const pending = new Map<string, Instant>();

  async function attendTo(subject: Subject, source: 'change' | 'wake-up'): Promise<void> {
    if (subject.kind === 'trust') return parts.notifyRevoked(subject.household);
    const { household, message } = subject;
    const next = await parts.attend(household, message);
    const now = parts.clock();
    // A wake-up for a missing message is about an erased household.
    const until = next !== 'missing' ? next : source === 'change' ? after(now, COPY_DELAY) : undefined;
    if (until === undefined) return;
    const name = `${household} ${message}`;
    const known = pending.get(name);
    // An earlier pending wake-up will ask for the next one. The wake-up in hand is pending no more, even if it came early.
    if (source === 'change' && known !== undefined && now < known && known <= until) return;
    await parts.wakeUps.wake({ household, message }, { at: until, now });
    if (pending.size >= REMEMBERED) pending.clear();
    pending.set(name, until);
  }

  return async event => {
    const batch = parseBatch(event);
    if (!batch) {
      parts.log({ event: 'event refused', code: 'event-unknown' });
      return { batchItemFailures: [] };
    }
    if (batch.malformed > 0) parts.log({ event: 'record refused', code: 'record-malformed' });
    const failed = await Promise.all(
      batch.triggers.map(async ({ subject, records }) => {
        try {
          await attendTo(subject, batch.source);
          return [];
        } catch (error) {
          const { message } = subject as { message?: MessageId };
          parts.log({ event: 'courier failed', code: failureCode(error), ...(message && { message }) });
          return records;
        }
      }),
    );
    return { batchItemFailures: failed.flat().map(itemIdentifier => ({ itemIdentifier })) };
  };
}
