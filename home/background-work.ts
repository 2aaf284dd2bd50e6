import type { SqliteDocuments } from '../adapters/sqlite/sqlite-documents.ts';
import type { HouseholdId } from '../core/household/ids.ts';
import { type Duration, minutes } from '../core/household/instant.ts';
import { attend, type CourierParts } from '../services/courier/attend.ts';
import type { PushNotifier } from '../services/courier/push-notifier.ts';
import { failureCode } from '../services/storage/store-failure.ts';
import { startCourier } from './courier-scheduler.ts';

type Parts = Omit<CourierParts, 'log'> & {
  documents: SqliteDocuments;
  notifier: PushNotifier;
  log: (line: { event: string; message?: string; code?: string }) => void;
};

/** How often expired documents, such as used proofs, are removed, and the journal is put into the database. */
const TIDY_EVERY: Duration = minutes(5);

/**
 * Starts what runs without a request: the courier, notifications to revoked phones at start and after each change of
 * the trust list, and the removal of expired documents.
 */
export function startBackgroundWork(
  parts: Parts,
  household: HouseholdId,
): { stopTimers(): void; stopCourier(): Promise<void> } {
  const { documents, notifier, clock, log } = parts;
  const courier = startCourier({
    agenda: documents,
    attend: (of, id) => attend(parts, of, id),
    clock,
    log,
  });
  const notifyRevoked = () => {
    notifier.notifyRevoked(household).catch(error => log({ event: 'push failed', code: failureCode(error) }));
  };
  const unwatch = documents.onChange(({ kind }) => kind === 'trust' && notifyRevoked());
  notifyRevoked();
  const tidy = () => {
    documents
      .purge(clock())
      .then(() => documents.checkpoint())
      .catch(error => log({ event: 'database not tidied', code: failureCode(error) }));
  };
  tidy();
  const tidying = setInterval(tidy, TIDY_EVERY);

  return {
    stopTimers() {
      clearInterval(tidying);
      unwatch();
    },
    stopCourier: () => courier.stop(),
  };
}
