import type { Writable } from 'node:stream';
import { EVENTS, type Level, LEVELS, type LogEvent } from '../services/ports/log.ts';

/** A line has an event, ids, codes and counts, and never content. */
export type LogLine = { event: LogEvent } & Record<string, unknown>;
export type Log = (line: LogLine) => void;

/** Writes one line of JSON for each event of this level or a graver one. */
export function openLog(level: Level, stream: Writable): Log {
  const written = new Set<Level>(LEVELS.slice(0, LEVELS.indexOf(level) + 1));
  return ({ event, ...more }) => {
    const of = EVENTS[event];
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
