import { HOURS } from './assumptions.ts';
import { randomOf } from '../speech/random.ts';

const HOUR = 3_600;
export const DAY = 24 * HOUR;

/** How messages a second at this moment of the day compare with the day's average: 1 is the average. */
export function shapeAt(second: number): number {
  const hour = (((second / HOUR - 0.5) % 24) + 24) % 24;
  const [before, after] = [Math.floor(hour), (Math.floor(hour) + 1) % 24];
  const share = hour - before;
  return 24 * ((HOURS[before] ?? 0) * (1 - share) + (HOURS[after] ?? 0) * share);
}

/** The busiest moment of the day, as a multiple of its average. */
export const PEAK = Math.max(...HOURS) * 24;

/** The moments at which messages begin: a Poisson process whose rate follows the day's shape (by thinning). */
export function throughTheDay(messages: number, seed: number): () => number | undefined {
  const random = randomOf(seed, 'day');
  const most = (messages / DAY) * PEAK;
  let now = 0;
  return () => {
    for (;;) {
      now -= Math.log(1 - random()) / most;
      if (now >= DAY) return undefined;
      if (random() * PEAK < shapeAt(now)) return now;
    }
  };
}

/** The same at one rate, in messages a second. */
export function steadily(rate: number, seconds: number, seed: number): () => number | undefined {
  const random = randomOf(seed, 'steady');
  let now = 0;
  return () => {
    now -= Math.log(1 - random()) / rate;
    return now < seconds ? now : undefined;
  };
}

/** The same at a rate that grows from `from` to `to` messages a second, by a factor e in `fold` seconds. */
export function growing({ from, to, fold }: { from: number; to: number; fold: number }, seed: number) {
  const random = randomOf(seed, 'growing');
  const end = fold * Math.log(to / from);
  let now = 0;
  return (): number | undefined => {
    now = fold * Math.log(Math.exp(now / fold) - Math.log(1 - random()) / (from * fold));
    return now < end ? now : undefined;
  };
}

/** The same: on average `messages` messages, spread evenly over `seconds` seconds. */
export const soon = (messages: number, seconds: number, seed: number) =>
  steadily(messages / seconds, seconds, seed);
