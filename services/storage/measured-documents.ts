import type { Instant } from '../../core/household/instant.ts';
import type { Message } from '../../core/message/message.ts';
import type { Measured } from './telemetry.ts';
import { measuredOf } from './telemetry-of-change.ts';
import type { Document, Documents } from '../ports/documents.ts';

/** A function that stays warm reads ever more messages; it decides on those it has just read. */
const REMEMBERED = 1_000;

/**
 * Documents of which each change that was stored, and no other, is measured: what did it makes no difference. A change
 * is told by the version that it was decided on, which was got or written here before it is replaced: on what a list or
 * an overview shows nothing is decided.
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
    // An older reading that comes in late decides nothing any more.
    if ((read.get(name)?.version ?? 0) > document.version) return document;
    // The one that was read longest ago is the first to go.
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
        for (const measured of measuredOf(before, document, clock())) measure(measured);
      if (stored) seen({ ...document, version: ifVersion + 1 });
      return stored;
    },
  };
}

const nameOf = ({ kind, household, id }: Document): string => `${kind} ${household} ${id}`;
