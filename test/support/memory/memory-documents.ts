import type { Document, Documents, Key, Kind, OfKind } from '../../../services/ports/documents.ts';
import type { HouseholdId } from '../../../core/household/ids.ts';
import { singleReads } from '../../../services/storage/single-reads.ts';
import {
  decodeDocument,
  encodeDocument,
  SCHEMA_VERSION,
  type StoredDocument,
} from '../../../services/storage/stored-document.ts';

/** Documents in memory, with what somebody with access to the database can do to them. */
export type MemoryDocuments = Documents & {
  /** All stored documents, to compare before and after. */
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
  /** Changes the schema version of a stored document behind the program's back. */
  setSchemaVersion: (key: Key, schemaVersion: number) => void;
};

/** Follows the port's contract. Documents are copied through JSON on their way in and out, as by a real engine. */
export function memoryDocuments(): MemoryDocuments {
  const stored = new Map<string, StoredDocument>();
  const nameOf = ({ household, kind, id }: Key) => JSON.stringify([household, kind, id]);
  const read = (key: Key): Document | undefined => {
    const found = stored.get(nameOf(key));
    return found && decodeDocument(found);
  };
  const write = (document: Document) => void stored.set(nameOf(document), encodeDocument(document));
  const keys = () =>
    [...stored.keys()].map(name => {
      const [household, kind, id] = JSON.parse(name) as [HouseholdId, Kind, string];
      return { household, kind, id };
    });
  const readAll = (wanted: Key[]) => wanted.map(read) as Document[];
  const everything = () => readAll(keys());
  const versionOf = (key: Key) => {
    const found = stored.get(nameOf(key));
    return found ? (JSON.parse(found.body) as Document).version : 0;
  };

  const isAt = (key: Key, version: number | 'any') =>
    version === 'any' ? stored.has(nameOf(key)) : versionOf(key) === version;

  const reads: Pick<Documents, 'get' | 'list'> = {
    async get(household, kind, id) {
      return read({ household, kind, id }) as never;
    },
    async list(household, kind, { limit, from, before } = {}) {
      const found = keys()
        .filter(key => key.household === household && key.kind === kind)
        .filter(({ id }) => (from === undefined || id >= from) && (before === undefined || id < before))
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      return readAll(found.slice(0, limit)) as never;
    },
  };

  return {
    ...reads,
    ...singleReads(reads),
    async put(document, ifVersion, { check, add, revise } = {}) {
      if (versionOf(document) !== ifVersion) return false;
      if ((stored.get(nameOf(document))?.schemaVersion ?? 0) > SCHEMA_VERSION) return false;
      if (check && !isAt(check.key, check.version)) return false;
      if (add && versionOf(add) !== 0) return false;
      write({ ...(revise?.(document) ?? document), version: ifVersion + 1 });
      if (add) write({ ...add, version: 1 });
      return true;
    },
    async forget(household) {
      for (const key of keys())
        if (key.household === household && key.kind !== 'proof') stored.delete(nameOf(key));
    },
    async purge(now) {
      for (const one of everything())
        if ((one.kind === 'proof' || one.kind === 'chats') && one.until < now) stored.delete(nameOf(one));
    },
    everything,
    tamper(household, kind, id, change) {
      const document = read({ household, kind, id });
      if (!document) throw new Error(`There is no ${kind} ${id} to tamper with.`);
      write(change(document as never) as Document);
    },
    plant: write,
    setSchemaVersion(key, schemaVersion) {
      const found = stored.get(nameOf(key));
      if (!found) throw new Error(`There is no ${key.kind} ${key.id} to change.`);
      stored.set(nameOf(key), { ...found, schemaVersion });
    },
  };
}
