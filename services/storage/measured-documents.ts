import type { Instant } from '../../core/household/instant.ts';
import type { Message } from '../../core/message/message.ts';
import type { Measured } from './metrics.ts';
import { metricsOfChange } from './metrics-of-change.ts';
import type { Document, Documents } from '../ports/documents.ts';

/**
 * How many messages are remembered. A process that lives long reads any number of them, and changes those that it has
 * just read.
 */
const REMEMBERED = 1_000;

/**
 * Wraps documents so that stored changes of messages are measured, and no others. The document before the change is the
 * one that this wrapper got or put at the version that the change replaces. Lists and overviews are not remembered: no
 * decision is made on what they show.
 */
export function measuredDocuments(
  documents: Documents,
  measure: (measured: Measured) => void,
  clock: () => Instant,
): Documents {
  const read = new Map<string, Message>();
  const seen = <D extends Document | undefined>(document: D): D => {
    if (document?.kind !== 'message') return document;
    const name = nameOf(document);
    // Two reads may end in the other order: the newer version stays.
    if ((read.get(name)?.version ?? 0) > document.version) return document;
    // A map iterates in insertion order: its first entry is the one that was read longest ago.
    read.delete(name);
    read.set(name, document);
    const [oldest] = read.keys();
    if (read.size > REMEMBERED && oldest !== undefined) read.delete(oldest);
    return document;
  };
  return {
    ...documents,
    get: async (household, kind, id) => seen(await documents.get(household, kind, id)),
    async put(document, ifVersion, also) {
      const before = ifVersion === 0 ? undefined : read.get(nameOf(document));
      const stored = await documents.put(document, ifVersion, also);
      if (stored && (ifVersion === 0 || before?.version === ifVersion))
        for (const measured of metricsOfChange(before, document, clock())) measure(measured);
      if (stored) seen({ ...document, version: ifVersion + 1 });
      return stored;
    },
  };
}

const nameOf = ({ kind, household, id }: Document): string => `${kind} ${household} ${id}`;
