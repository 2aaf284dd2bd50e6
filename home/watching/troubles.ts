import type { Trouble, TroubleView } from '../../core/api/trouble.ts';
import { type Duration, hours, type Instant } from '../../core/household/instant.ts';
import type { Log } from '../log.ts';

/** What the owner can mend now. */
export type Troubles = {
  begin(code: Trouble): void;
  end(code: Trouble): void;
  list: () => TroubleView[];
  /** Notifies again of what a push service has not taken. */
  retry(): void;
};

/** The phone shows a trouble each time that it begins. It is pushed at most once in this time. */
const PUSHED_EVERY: Duration = hours(6);

/** After this many tries a notification that was not taken is given up: the phone's screen shows the trouble. */
const MOST_TRIES = 30;

/** Keeps the troubles of this start. `notify` is called when one begins, and gives whether the phones were reached. */
export function keepTroubles({
  clock,
  log,
  notify,
}: {
  clock: () => Instant;
  log: Log;
  notify: (trouble: Trouble) => Promise<boolean>;
}): Troubles {
  const since = new Map<Trouble, Instant>();
  const pushed = new Map<Trouble, Instant>();
  /** How often the phones were not reached. */
  const fails = new Map<Trouble, number>();

  async function push(code: Trouble): Promise<void> {
    const isReached = await notify(code).catch(() => false);
    // It ended while the push was on its way.
    if (!since.has(code)) return;
    const failed = (fails.get(code) ?? 0) + 1;
    if (isReached || failed >= MOST_TRIES) fails.delete(code);
    else fails.set(code, failed);
  }

  return {
    begin(code) {
      if (since.has(code)) return;
      const now = clock();
      since.set(code, now);
      log({ event: 'trouble began', code });
      const last = pushed.get(code);
      if (last !== undefined && now - last < PUSHED_EVERY) return;
      pushed.set(code, now);
      void push(code);
    },
    end(code) {
      fails.delete(code);
      if (since.delete(code)) log({ event: 'trouble ended', code });
    },
    retry() {
      for (const code of fails.keys()) void push(code);
    },
    list: () => [...since].map(([code, at]) => ({ code, since: at })),
  };
}
