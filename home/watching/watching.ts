import type { MailChannel } from '../../adapters/smtp/smtp-channel.ts';
import { instant, type Duration, hours, type Instant, minutes } from '../../core/household/instant.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import { failureCode } from '../../services/storage/store-failure.ts';
import type { Log } from '../log.ts';
import type { Troubles } from './troubles.ts';
import { watchClock, watchDisk } from './watch-outside.ts';

/** What is remembered of an earlier start: the latest time that the clock has shown. */
type Memory = { fact(name: 'latest'): number; setFact(name: 'latest', value: number): void };

type Parts = {
  freeSpace: () => Promise<number>;
  memory: Memory;
  mail: MailChannel | undefined;
  noteMail: (attempt: Attempt) => void;
  reportRequests: () => void;
  troubles: Troubles;
  clock: () => Instant;
  log: Log;
};

const LOOK_EVERY: Duration = minutes(1);
/** The latest time is written this often. A write each minute would wear out a memory card. */
const REMEMBER_EVERY: Duration = minutes(10);
/** How often a mail server in trouble is tried. */
const TRY_MAIL_EVERY: Duration = minutes(5);
/**
 * Once the server has run for this long, its clock is believed, even if it shows an earlier time than before: the later
 * time was wrong.
 */
const BELIEVED_AFTER: Duration = hours(24);
/** The clock of a machine without a battery starts in 1970. This program did not exist before. */
export const EARLIEST = instant(Date.UTC(2026, 0));

/** Looks now and then at what the owner can mend: the mail server, the disk and the clock. */
export function startWatching(parts: Parts): { stop(): void } {
  const { freeSpace, memory, mail, noteMail, reportRequests, troubles, clock, log } = parts;
  const startedAt = performance.now();
  let latest = instant(Math.max(memory.fact('latest'), EARLIEST));
  let rememberedAt: number | undefined;

  let isStopped = false;
  async function tryMail(): Promise<void> {
    const attempt = await mail?.tryServer();
    if (attempt && !isStopped) noteMail(attempt);
  }
  const hasMailTrouble = () => troubles.list().some(({ code }) => code.startsWith('mail-'));
  /**
   * A server that cannot be reached is trouble after two failures. At the start both tries are made, so that the owner
   * learns of it before a message fails.
   */
  async function tryMailAtStart(): Promise<void> {
    await tryMail();
    await tryMail();
  }

  function lookAtClock(): void {
    const now = clock();
    const upFor = performance.now() - startedAt;
    if (upFor > BELIEVED_AFTER) latest = instant(Math.min(latest, now));
    watchClock(now, latest, troubles);
    if (now < latest || upFor - (rememberedAt ?? -Infinity) < REMEMBER_EVERY) return;
    rememberedAt = upFor;
    latest = now;
    memory.setFact('latest', now);
  }

  const failed = (error: unknown) => log({ event: 'watching failed', code: failureCode(error) });
  const look = async () => {
    reportRequests();
    troubles.retry();
    lookAtClock();
    watchDisk(await freeSpace(), troubles);
  };
  void tryMailAtStart().catch(failed);
  void look().catch(failed);
  const timers = [
    setInterval(() => void look().catch(failed), LOOK_EVERY),
    setInterval(() => void (hasMailTrouble() && tryMail().catch(failed)), TRY_MAIL_EVERY),
  ];
  return {
    stop() {
      isStopped = true;
      for (const timer of timers) clearInterval(timer);
      reportRequests();
    },
  };
}
