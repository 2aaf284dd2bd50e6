import * as z from 'zod/mini';

/** The last moment that a `Date` can be, so that every instant can be formatted. */
const LAST = 8.64e15;

/** A time on the server's clock: whole milliseconds since 1970-01-01T00:00Z. */
export const instantSchema = /* @__PURE__ */ z
  .int()
  .check(/* @__PURE__ */ z.minimum(0), /* @__PURE__ */ z.maximum(LAST))
  .brand<'Instant'>();
export type Instant = z.infer<typeof instantSchema>;

/** A length of time in milliseconds. */
export type Duration = number;

export const seconds = (n: number): Duration => n * 1_000;
export const minutes = (n: number): Duration => n * 60_000;
export const hours = (n: number): Duration => n * 3_600_000;

export const after = (instant: Instant, duration: Duration): Instant => (instant + duration) as Instant;

/** Rounds milliseconds since 1970, for example from a clock, to an instant. */
export const instant = (milliseconds: number): Instant => Math.round(milliseconds) as Instant;
