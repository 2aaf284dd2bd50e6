import { type Instant, instant } from '../../core/household/instant.ts';

/** The house's time, as far as this phone knows it. */
export type ServerClock = {
  now(): Instant;
  /** Takes over what the house just said of its time. */
  synchronize(said: number): void;
};

/** Keeps the difference between the phone's own clock (milliseconds since 1970) and the house's. */
export function createServerClock(local: () => number): ServerClock {
  let ahead = 0;
  return {
    now: () => instant(local() + ahead),
    synchronize(said) {
      ahead = said - local();
    },
  };
}
