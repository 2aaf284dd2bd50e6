import type { HouseholdId, MessageId } from '../core/household/ids.ts';
import { after, type Duration, type Instant, minutes, seconds } from '../core/household/instant.ts';
import type { Key } from '../services/ports/documents.ts';
import type { LogEvent } from '../services/ports/log.ts';
import { failureCode } from '../services/storage/store-failure.ts';

/** The index of due times, and a way to hear about each change. */
type Agenda = {
  due(now: Instant, limit: number): Key[];
  /** The earliest moment after this one at which a message is due. */
  nextDue(after: Instant): Instant | undefined;
  onChange(listener: (key: Key) => void): void;
};

type Options = {
  agenda: Agenda;
  attend: (household: HouseholdId, id: MessageId) => Promise<unknown>;
  clock: () => Instant;
  log: (line: { event: LogEvent; code?: string }) => void;
};

/**
 * How many messages the courier works on at the same time. One slow delivery must not block the others, and mail servers
 * refuse a client that opens more than about ten connections.
 */
const AT_ONCE = 10;
/** The pause for a message after an internal failure, for example a full disk. */
const PAUSE_AFTER_FAILURE: Duration = seconds(5);
/** The timer never sleeps longer than this, so that a change of the system clock is noticed. */
const LONGEST_SLEEP: Duration = minutes(1);

/**
 * Works on every message when it is due: at the start, after each change, and when its due time has come. Each of the
 * three only makes the courier look at the index again, so none of them must be exact.
 */
export function startCourier({ agenda, attend, clock, log }: Options): { stop(): Promise<void> } {
  const running = new Map<string, Promise<void>>();
  const pausing = new Map<string, Instant>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  agenda.onChange(key => {
    pausing.delete(nameOf(key));
    schedule(0);
  });
  schedule(0);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await Promise.all(running.values());
    },
  };

  function schedule(delay: Duration): void {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(look, delay);
  }

  function look(): void {
    const now = clock();
    for (const [name, until] of pausing) if (now >= until) pausing.delete(name);
    try {
      // Some due messages may be pausing or running, so this reads more of them than it starts.
      for (const key of agenda.due(now, AT_ONCE + running.size + pausing.size)) {
        const name = nameOf(key);
        if (running.size < AT_ONCE && !running.has(name) && !pausing.has(name))
          running.set(name, work(name, key));
      }
      const wakes = [agenda.nextDue(now), ...pausing.values()].filter(moment => moment !== undefined);
      schedule(Math.min(LONGEST_SLEEP, ...wakes.map(moment => Math.max(0, moment - now))));
    } catch (error) {
      log({ event: 'courier cannot read due messages', code: failureCode(error) });
      schedule(PAUSE_AFTER_FAILURE);
    }
  }

  async function work(name: string, key: Key): Promise<void> {
    try {
      await attend(key.household, key.id as MessageId);
      // A message that is still due would be due again at once. A change of the message ends the pause.
      pausing.set(name, after(clock(), seconds(1)));
    } catch (error) {
      log({ event: 'courier failed', code: failureCode(error) });
      pausing.set(name, after(clock(), PAUSE_AFTER_FAILURE));
    } finally {
      running.delete(name);
      schedule(0);
    }
  }
}

const nameOf = ({ household, id }: Key): string => `${household} ${id}`;
