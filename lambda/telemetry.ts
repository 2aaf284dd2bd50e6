import { instant, type Instant } from '../core/household/instant.ts';
import type { Documents } from '../services/ports/documents.ts';
import { measuredDocuments } from '../services/storage/measured-documents.ts';
import { type Measured, metricLine } from '../services/storage/telemetry.ts';

/** What a function says of what it does: events, ids and codes, never content. */
export type Line = { event: string; code?: string; message?: string; places?: readonly string[] };

/**
 * One JSON object a line on standard output, where CloudWatch takes it as it is: `console.log` would put a time and a
 * level before it, and no metric would be read from it.
 */
const write = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

export const systemClock = (): Instant => instant(Date.now());
export const log = (line: Line): void => write(line);
export const measure = (measured: Measured): void => write(metricLine(measured, systemClock()));

/** Documents each change of which is counted among the house's metrics. */
export const measuredBySystemClock = (documents: Documents): Documents =>
  measuredDocuments(documents, measure, systemClock);
