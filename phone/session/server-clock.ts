import { type Duration, type Instant, instant, seconds } from '../../core/household/instant.ts';

/** The server's time, as far as this phone knows it. */
export type ServerClock = {
  now(): Instant;
  /** Takes over the server's time, in milliseconds since 1970, from an answer that just arrived. */
  synchronize(serverTime: number): void;
};

/**
 * If the measured difference changes by more than this, one of the clocks was set: no answer takes so long to arrive.
 */
const JUMP: Duration = seconds(1);

/**
 * Stores the difference between the server's clock and `local`, the phone's clock (milliseconds since 1970). Each
 * answer takes some time to arrive, which makes the difference smaller, so the greatest one is nearest to the truth.
 * With the newest one, a countdown would go back.
 */
export function createServerClock(local: () => number): ServerClock {
  let ahead = 0;
  return {
    now: () => instant(local() + ahead),
    synchronize(serverTime) {
      const measured = serverTime - local();
      ahead = Math.abs(measured - ahead) > JUMP ? measured : Math.max(ahead, measured);
    },
  };
}
