import type { Writable } from 'node:stream';

/** From the gravest to the least. A log of one level has the lines of the levels before it too. */
export const LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type Level = (typeof LEVELS)[number];

/** The level of each event. `docs/operating-home.md` says what each means. */
export const EVENTS = {
  started: 'info',
  stopped: 'info',
  'trouble began': 'warn',
  'trouble ended': 'info',
  'clock set': 'warn',
  'clock not followed': 'error',
  'watching failed': 'error',
  'unknown name': 'warn',
  'pairing refused': 'warn',
  'requests refused': 'warn',
  'mail server said': 'warn',
  'test mail taken': 'info',
  'test mail not-taken': 'warn',
  'test mail refused': 'warn',
  'test mail unclear': 'warn',
  'telegram not heard': 'warn',
  'telegram did not take an answer': 'warn',
  'chat bot not reached': 'warn',
  'phone paired': 'info',
  'messages stopped': 'info',
  'messages allowed': 'info',
  'household exported': 'info',
  'household erased': 'warn',
  'session ended by an error': 'warn',
  'skill disabled, nothing erased': 'warn',
  'request not handled': 'warn',
  'household not loaded': 'error',
  'hold failed': 'error',
  'extend failed': 'error',
  'discard failed': 'error',
  'keep-story failed': 'error',
  'pause-room failed': 'error',
  'offer-pairing failed': 'error',
  'household erased in part': 'error',
  'request failed': 'error',
  'alexa request refused': 'warn',
  'alexa request failed': 'error',
  'courier failed': 'error',
  'courier cannot read due messages': 'error',
  'database not tidied': 'warn',
  rendering: 'debug',
  held: 'info',
  released: 'info',
  sending: 'info',
  delivered: 'info',
  discarded: 'info',
  expired: 'info',
  failed: 'warn',
  unknown: 'warn',
  'delivery taken': 'info',
  'delivery not-taken': 'warn',
  'delivery refused': 'warn',
  'delivery unclear': 'warn',
  'push taken': 'info',
  'push gone': 'warn',
  'push later': 'warn',
  'push refused': 'warn',
  'push failed': 'error',
} as const satisfies Record<string, Level>;

/** A line has an event, ids, codes and counts, and never content. */
export type LogLine = { event: string } & Record<string, unknown>;
export type Log = (line: LogLine) => void;

/** Writes one line of JSON for each event of this level or a graver one. An event that no table knows is written. */
export function openLog(level: Level, stream: Writable): Log {
  const written = new Set<Level>(LEVELS.slice(0, LEVELS.indexOf(level) + 1));
  return ({ event, ...more }) => {
    const of: Level = event in EVENTS ? EVENTS[event as keyof typeof EVENTS] : 'error';
    if (!written.has(of)) return;
    writeLine(stream, JSON.stringify({ at: new Date().toISOString(), level: of, event, ...more }));
  };
}

const ignored = new WeakSet<Writable>();

/**
 * Writes a line that may be lost. A pipe whose reader has gone emits an error later, and a file on a full disk throws at
 * once: neither may end the home server.
 */
export function writeLine(stream: Writable, line: string): void {
  if (!ignored.has(stream)) {
    ignored.add(stream);
    stream.on('error', () => {});
  }
  try {
    stream.write(`${line}\n`);
  } catch {
    // Nobody is left to be told.
  }
}
