import type { HouseholdId, MessageId } from '../core/household/ids.ts';
import { after, type Duration, instant, type Instant, minutes, seconds } from '../core/household/instant.ts';
import type { Key } from '../services/ports/documents.ts';
import { failureCode } from '../services/storage/store-failure.ts';

/** The due-at index, and word of each change. */
type Agenda = {
  due(now: Instant, limit: number): Key[];
  /** The earliest moment after this one at which something is due. */
  nextDue(after: Instant): Instant | undefined;
  onChange(listener: (key: Key) => void): void;
};

type Options = {
  agenda: Agenda;
  attend: (household: HouseholdId, id: MessageId) => Promise<unknown>;
  clock: () => Instant;
  log: (line: { event: string; code?: string }) => void;
};

/** How many messages are attended to at once: a mail server that hangs must not hold up the others. */
const AT_ONCE = 4;
/** How long a message is left alone after the house itself failed it, a full disk for example. */
const REST: Duration = seconds(5);
/** The timer never sleeps longer, so a clock that was set is noticed. */
const LONGEST_SLEEP: Duration = minutes(1);

/**
 * Attends to every message when it is due: at start, after each change, and when its time has come. All three
 * only lead to the same question, so none must be exact.
 */
export function startCourier({ agenda, attend, clock, log }: Options): { stop(): Promise<void> } {
  const running = new Map<string, Promise<void>>();
  const resting = new Map<string, Instant>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  agenda.onChange(key => {
    resting.delete(nameOf(key));
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
    for (const [name, until] of resting) if (now >= until) resting.delete(name);
    try {
      // Some of what is due may be resting or under way, so more is read than is started.
      for (const key of agenda.due(now, AT_ONCE + running.size + resting.size)) {
        const name = nameOf(key);
        if (running.size < AT_ONCE && !running.has(name) && !resting.has(name))
          running.set(name, work(name, key));
      }
      const wakes = [agenda.nextDue(now), ...resting.values()].filter(moment => moment !== undefined);
      schedule(Math.min(LONGEST_SLEEP, ...wakes.map(moment => Math.max(0, moment - now))));
    } catch (error) {
      log({ event: 'courier cannot read its agenda', code: failureCode(error) });
      schedule(REST);
    }
  }

  async function work(name: string, key: Key): Promise<void> {
    try {
      await attend(key.household, key.id as MessageId);
      // What is still due now will not become undue by asking at once again; a change ends the rest.
      resting.set(name, after(clock(), seconds(1)));
    } catch (error) {
      log({ event: 'courier failed', code: failureCode(error) });
      resting.set(name, after(clock(), REST));
    } finally {
      running.delete(name);
      schedule(0);
    }
  }
}

const nameOf = ({ household, id }: Key): string => `${household} ${id}`;

/** The system's clock, for the composition root. */
export const systemClock = (): Instant => instant(Date.now());
