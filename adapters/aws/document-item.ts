import type { Message } from '../../core/message/message.ts';
import type { Document, Kind } from '../../services/ports/documents.ts';
import { StoreFailure } from '../../services/storage/store-failure.ts';

type Text = { S: string };
type Count = { N: string };

/** A document as one item of the table: its key, what conditions look at, and the document as JSON. */
export type DocumentItem = {
  pk: Text;
  sk: Text;
  kind: Text;
  version: Count;
  /** The id of the write that made it so, by which a repeated write knows itself. */
  write: Text;
  body: Text;
  /** When DynamoDB may delete it, in seconds. */
  ttl?: Count;
};

/** That a message changed. There is one for each, for as long as for the message. */
export type ChangedItem = Pick<DocumentItem, 'pk' | 'sk' | 'write'>;

/** DynamoDB's limit on an item, names and values together. */
const LARGEST = 400 * 1024;

/**
 * Where a kind's documents lie in a household: what is read together lies side by side, so that one request reads it.
 * Above the newest messages come the household's document and the trust list, and above those where phones take
 * pushes; nothing else may lie between.
 */
const RANK: Partial<Record<Kind, number>> = { message: 1, household: 2, trust: 3, subscription: 4 };

/** The part of the key that names a document in its household. No kind has a `#` in it. */
export const sortKey = (kind: Kind, id: string): string => `${RANK[kind] ?? 0}#${kind}#${id}`;
/** After every id of the kind: `$` follows `#`. */
export const endOfKind = (kind: Kind): string => sortKey(kind, '').replace(/#$/, '$');

/**
 * What stands before the id of a message that somebody else than the courier changed. It follows every kind, so that
 * whoever copies a household's items in their order copies what leads the courier to them last.
 */
export const CHANGED = '~changed#';

/** Says so beside the message, and anew with each write. It is no document: its key alone is ever looked at. */
export const changedItem = ({ household, id }: Message, write: string): ChangedItem => ({
  pk: { S: household },
  sk: { S: CHANGED + id },
  write: { S: write },
});

/** The item of a document. Throws `document-too-large`. */
export function documentItem(document: Document, write: string): DocumentItem {
  const { household, kind, id, version } = document;
  const until = 'until' in document ? document.until : undefined;
  const item: DocumentItem = {
    pk: { S: household },
    sk: { S: sortKey(kind, id) },
    kind: { S: kind },
    version: { N: String(version) },
    write: { S: write },
    body: { S: JSON.stringify(document) },
    ...(until !== undefined && { ttl: { N: String(Math.ceil(until / 1_000)) } }),
  };
  if (sizeOf(item) > LARGEST) throw new StoreFailure('document-too-large');
  return item;
}

/** At least what DynamoDB counts: UTF-8 of names and texts; a number takes no more than its digits. */
function sizeOf(item: DocumentItem): number {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + bytes(name) + bytes('S' in value ? value.S : value.N),
    0,
  );
}
