import type { SqliteDocuments } from '../adapters/sqlite/sqlite-documents.ts';
import type { HouseholdId } from '../core/household/ids.ts';
import { type Duration, minutes, seconds } from '../core/household/instant.ts';
import { attend } from '../services/courier/attend.ts';
import type { CourierParts } from '../services/courier/courier-step.ts';
import type { PushNotifier } from '../services/courier/push-notifier.ts';
import type { LogEvent } from '../services/ports/log.ts';
import { failureCode } from '../services/storage/store-failure.ts';
import { startCourier } from './courier-scheduler.ts';

type Parts = Omit<CourierParts, 'log' | 'notesBeginning'> & {
  documents: SqliteDocuments;
  notifier: PushNotifier;
  /** Keeps the times of messages right when the clock was set. */
  followClock: () => Promise<void>;
  log: (line: { event: LogEvent; message?: string; code?: string }) => void;
};

/** How often expired documents, such as used proofs, are removed, and the journal is put into the database. */
const TIDY_EVERY: Duration = minutes(5);
/** How soon a clock that was set is noticed. */
const FOLLOW_EVERY: Duration = seconds(1);

/**
 * Starts what runs without a request: the courier, notifications to revoked phones at start and after each change of
 * the trust list, and the removal of expired documents.
 */
export function startBackgroundWork(
  parts: Parts,
  household: HouseholdId,
): {
  stopTimers(): void;
  /** Resolves once the courier has stopped and the database is tidied. */
  stopCourier(): Promise<void>;
} {
  const { documents, notifier, followClock, clock, log } = parts;
  const courier = startCourier({
    agenda: documents,
    async attend(of, id) {
      await followClock();
      return attend({ ...parts, notesBeginning: true }, of, id);
    },
    clock,
    log,
  });
  const notifyRevoked = () => {
    notifier.notifyRevoked(household).catch(error => log({ event: 'push failed', code: failureCode(error) }));
  };
  const unwatch = documents.onChange(({ kind }) => kind === 'trust' && notifyRevoked());
  notifyRevoked();
  let tidied = Promise.resolve();
  const tidy = () => {
    tidied = documents
      .purge(clock())
      .then(() => documents.checkpoint())
      .catch(error => log({ event: 'database not tidied', code: failureCode(error) }));
  };
  tidy();
  const follow = () => {
    followClock().catch(error => log({ event: 'clock not followed', code: failureCode(error) }));
  };
  const timers = [setInterval(tidy, TIDY_EVERY), setInterval(follow, FOLLOW_EVERY)];

  return {
    stopTimers() {
      for (const timer of timers) clearInterval(timer);
      unwatch();
    },
    async stopCourier() {
      await courier.stop();
      await tidied;
    },
  };
}
