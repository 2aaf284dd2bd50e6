/** A part of `npm run bench`: one file beside this one. `parts.ts` lists the parts. */
export type Part = {
  name: string;
  /** What it measures, in one sentence. */
  about: string;
  run: (options: { short: boolean }) => Promise<PartResult>;
};

/**
 * What a part measured.
 *
 * `broken` names each promise that did not hold, as a whole sentence: a wrong answer, too many writes, too many bytes. A
 * duration is never a broken promise, because it depends on the machine.
 */
export type PartResult = { rows: Row[]; broken: string[] };

export type Row = {
  what: string;
  unit: Unit;
  median: number;
  least: number;
  most: number;
  /** What the project wants to reach. Missing it is shown and breaks nothing. */
  reach?: Reach;
};

export type Unit =
  | 'ms'
  | 'µs'
  | 'MiB'
  | 'kB'
  | '%'
  | 'a second'
  | 'times'
  | 'writes'
  | 'ms of CPU'
  | 'count'
  | 's'
  | 'USD a month';
export type Reach = { atMost: number } | { atLeast: number };

/** One row from the values of all rounds, of which there is at least one. */
export function row(what: string, unit: Unit, values: readonly number[], reach?: Reach): Row {
  const sorted = values.toSorted((a, b) => a - b);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) throw new RangeError(`${what} was never measured.`);
  return { what, unit, median: sorted[sorted.length >> 1] ?? most, least, most, ...(reach && { reach }) };
}

/** The ratio of two series that were measured in the same rounds, round by round. */
export const ratios = (of: readonly number[], to: readonly number[]): number[] =>
  of.map((value, round) => value / (to[round] ?? Number.NaN));

/**
 * Measures each in turn, `rounds` times, so that a machine that slows down slows all of them. Gives the values of each, one
 * a round.
 */
export async function interleave<Name extends string>(
  rounds: number,
  measures: Record<Name, () => number | Promise<number>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(measures) as Name[];
  const values = Object.fromEntries(names.map(name => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) values[name].push(await measures[name]());
  return values;
}

/** The milliseconds of one run. */
export async function time(run: () => unknown): Promise<number> {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
}

/**
 * Measures a synchronous call that is too short for the clock: gives the microseconds of one of `calls`. The calls are
 * numbered from 0. As many are made beforehand, so that V8 has compiled them.
 */
export function perCall(calls: number, run: (call: number) => unknown): () => number {
  const runAll = () => {
    for (let call = 0; call < calls; call += 1) run(call);
  };
  runAll();
  return () => {
    const begun = performance.now();
    runAll();
    return ((performance.now() - begun) * 1_000) / calls;
  };
}
