import { instant, type Instant } from '../core/household/instant.ts';
import type { MailEvent } from '../services/courier/note-mail-event.ts';
import type { Documents } from '../services/ports/documents.ts';
import type { LogEvent } from '../services/ports/log.ts';
import { measuredDocuments } from '../services/storage/measured-documents.ts';
import type { Measured } from '../services/storage/metrics.ts';
import { metricLine } from './metric-line.ts';

/** What the functions log: the events of every installation, and their own. */
export type FunctionEvent =
  | LogEvent
  | 'environment refused'
  | 'channel refused'
  | 'request refused'
  | 'event refused'
  | 'record refused'
  | 'telegram update not kept'
  | `mail ${MailEvent['what']}`;

/** A log line of a function: an event, ids and codes, never content. */
export type Line = {
  event: FunctionEvent;
  code?: string;
  type?: string;
  message?: string;
  places?: readonly string[];
};

/**
 * Writes one JSON object a line to standard output. `console.log` would put a time and a level before it, and CloudWatch
 * would read no metric from the line.
 */
const write = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

export const systemClock = (): Instant => instant(Date.now());
export const log = (line: Line): void => write(line);
export const measure = (measured: Measured): void => write(metricLine(measured, systemClock()));

/** Documents whose every stored change is counted in the metrics. */
export const withMetrics = (documents: Documents): Documents =>
  measuredDocuments(documents, measure, systemClock);
