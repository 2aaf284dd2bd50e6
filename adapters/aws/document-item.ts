import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Message } from '../../core/message/message.ts';
import type { Document, Kind } from '../../services/ports/documents.ts';
import { DOCUMENT_KINDS } from '../../services/storage/document-kinds.ts';
import { decodeDocument, encodeDocument } from '../../services/storage/stored-document.ts';
import { StoreFailure } from '../../services/storage/store-failure.ts';

type Text = { S: string };
type Count = { N: string };

/** A document as one item of the table: its key, the attributes that conditions look at, and the encoded document. */
export type DocumentItem = {
  pk: Text;
  sk: Text;
  kind: Text;
  version: Count;
  /** The id of the last write, by which a repeated write recognises its own result. */
  write: Text;
  schemaVersion: Count;
  body: Text;
  /** When DynamoDB may delete it, in seconds. */
  ttl?: Count;
};

/** That a message changed. There is one for each, for as long as for the message. */
export type ChangedItem = Pick<DocumentItem, 'pk' | 'sk' | 'write'>;

/** DynamoDB's limit on an item, names and values together. */
const LARGEST = 400 * 1024;

/** The sort key of a document: its rank, kind and id. No kind contains a `#`. */
export const sortKey = (kind: Kind, id: string): string => `${DOCUMENT_KINDS[kind].rank}#${kind}#${id}`;
/** A sort key after every id of the kind: `$` follows `#`. */
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

/** The document in an item. Throws `schema-unknown`. */
export const documentIn = ({ schemaVersion, body }: Record<string, AttributeValue>): Document =>
  decodeDocument({ schemaVersion: Number(schemaVersion?.N), body: body?.S ?? '' });

/** The item of a document. Throws `document-too-large`. */
export function documentItem(document: Document, write: string): DocumentItem {
  const { household, kind, id, version } = document;
  const { schemaVersion, body } = encodeDocument(document);
  const until = 'until' in document ? document.until : undefined;
  const item: DocumentItem = {
    pk: { S: household },
    sk: { S: sortKey(kind, id) },
    kind: { S: kind },
    version: { N: String(version) },
    write: { S: write },
    schemaVersion: { N: String(schemaVersion) },
    body: { S: body },
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
