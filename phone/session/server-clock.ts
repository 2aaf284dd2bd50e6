import { type Instant, instant } from '../../core/household/instant.ts';

/** The server's time, as far as this phone knows it. */
export type ServerClock = {
  now(): Instant;
  /** Takes over the server's time, in milliseconds since 1970, from an answer that just arrived. */
  synchronize(serverTime: number): void;
};

/** Stores the difference between the server's clock and `local`, the phone's clock (milliseconds since 1970). */
export function createServerClock(local: () => number): ServerClock {
  let ahead = 0;
  return {
    now: () => instant(local() + ahead),
    synchronize(serverTime) {
      ahead = serverTime - local();
    },
  };
}
