import type { Document, Documents, Key, Kind } from '../../../services/ports/documents.ts';
import type { HouseholdId } from '../../../core/household/ids.ts';
import { singleReads } from '../../../services/storage/single-reads.ts';

type OfKind<K extends Kind> = Extract<Document, { kind: K }>;

/** Documents in memory, and what somebody with the database open can do to them. */
export type MemoryDocuments = Documents & {
  /** Everything that is stored, to compare before and after. */
  everything: () => Document[];
  /** Changes a stored document behind the program's back: without a condition, without a new version. */
  tamper: <K extends Kind>(
    household: HouseholdId,
    kind: K,
    id: string,
    change: (document: OfKind<K>) => unknown,
  ) => void;
  /** Inserts or overwrites a document behind the program's back. */
  plant: (document: Document) => void;
};

/** Keeps exactly what the port promises. What goes in and out is copied through JSON, as by a real engine. */
export function memoryDocuments(): MemoryDocuments {
  const stored = new Map<string, string>();
  const nameOf = ({ household, kind, id }: Key) => JSON.stringify([household, kind, id]);
  const read = (key: Key): Document | undefined => {
    const text = stored.get(nameOf(key));
    return text === undefined ? undefined : (JSON.parse(text) as Document);
  };
  const write = (document: Document) => void stored.set(nameOf(document), JSON.stringify(document));
  const everything = () => [...stored.values()].map(text => JSON.parse(text) as Document);
  const versionOf = (key: Key) => read(key)?.version ?? 0;

  const reads: Pick<Documents, 'get' | 'list'> = {
    async get(household, kind, id) {
      return read({ household, kind, id }) as never;
    },
    async list(household, kind, { limit, from, before } = {}) {
      const found = everything()
        .filter(one => one.household === household && one.kind === kind)
        .filter(one => from === undefined || one.id >= from)
        .filter(one => before === undefined || one.id < before)
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      return found.slice(0, limit) as never;
    },
  };

  return {
    ...reads,
    ...singleReads(reads),
    async put(document, ifVersion, { check, add } = {}) {
      if (versionOf(document) !== ifVersion) return false;
      if (check && versionOf(check.key) !== check.version) return false;
      if (add && versionOf(add) !== 0) return false;
      write({ ...document, version: ifVersion + 1 });
      if (add) write({ ...add, version: 1 });
      return true;
    },
    async forget(household) {
      for (const one of everything()) if (one.household === household) stored.delete(nameOf(one));
    },
    async purge(now) {
      for (const one of everything()) if (one.kind === 'proof' && one.until < now) stored.delete(nameOf(one));
    },
    everything,
    tamper(household, kind, id, change) {
      const document = read({ household, kind, id });
      if (!document) throw new Error(`There is no ${kind} ${id} to tamper with.`);
      write(change(document as never) as Document);
    },
    plant: write,
  };
}
