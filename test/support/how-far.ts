/** Whether suites go as far as they can, which takes minutes: `npm run test:long` sets LONG=1. */
const isLong = process.env['LONG'] === '1';

/**
 * How far a suite goes: `short` in `npm test`, `long` in `npm run test:long`. That command runs each suite that
 * imports this file, so a suite gets its long form by calling this.
 */
export const howFar = <T>({ short, long }: { short: T; long: T }): T => (isLong ? long : short);

/** The timeout of a test that takes seconds in the short form: long enough for a busy machine. In milliseconds. */
export const TIMEOUT = howFar({ short: 180_000, long: 60 * 60_000 });
