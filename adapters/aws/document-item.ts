import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { after, hours, type Instant } from '../../core/household/instant.ts';
import type { Message } from '../../core/message/message.ts';
import type { Document, Kind } from '../../services/ports/documents.ts';
import { DOCUMENT_KINDS } from '../../services/storage/document-kinds.ts';
import { decodeDocument, encodeDocument } from '../../services/storage/stored-document.ts';
import { StoreFailure } from '../../services/storage/store-failure.ts';

type Text = { S: string };
type Count = { N: string };

/** A document as one item of the table: its key, the attributes that conditions read, and the encoded document. */
export type DocumentItem = {
  pk: Text;
  sk: Text;
  kind: Text;
  version: Count;
  /** The id of the last write, by which a repeated write recognises its own result. */
  write: Text;
  schemaVersion: Count;
  body: Text;
  /** When DynamoDB may delete it, in seconds since 1970. */
  ttl?: Count;
};

/** DynamoDB's limit on an item, names and values together. */
const LARGEST = 400 * 1024;

/** The sort key of a document: its rank, kind and id. No kind contains a `#`. */
export const sortKey = (kind: Kind, id: string): string => `${DOCUMENT_KINDS[kind].rank}#${kind}#${id}`;
/** A sort key after every id of the kind: `$` follows `#`. */
export const endOfKind = (kind: Kind): string => sortKey(kind, '').replace(/#$/, '$');

/**
 * The beginning of a change marker's sort key. It sorts after every kind: a program that copies a household's items in
 * order copies the markers last, and so wakes the courier only once the messages are there.
 */
export const MARKER_PREFIX = '~changed#';

/**
 * An item beside a message, rewritten with each change that is not the courier's own. The table's stream reports it to the
 * courier. It is no document: only its key is read.
 */
export type ChangeMarker = Pick<DocumentItem, 'pk' | 'sk' | 'write'>;

export const changeMarker = ({ household, id }: Message, write: string): ChangeMarker => ({
  pk: { S: household },
  sk: { S: MARKER_PREFIX + id },
  write: { S: write },
});

/** The document in an item. Throws `schema-unknown`. */
export const documentIn = ({ schemaVersion, body }: Record<string, AttributeValue>): Document =>
  decodeDocument({ schemaVersion: Number(schemaVersion?.N), body: body?.S ?? '' });

/** The item of a document. Throws `document-too-large`. */
export function documentItem(document: Document, write: string): DocumentItem {
  const { household, kind, id, version } = document;
  const { schemaVersion, body } = encodeDocument(document);
  const expiresAt = expiryOf(document);
  const item: DocumentItem = {
    pk: { S: household },
    sk: { S: sortKey(kind, id) },
    kind: { S: kind },
    version: { N: String(version) },
    write: { S: write },
    schemaVersion: { N: String(schemaVersion) },
    body: { S: body },
    ...(expiresAt !== undefined && { ttl: { N: String(Math.ceil(expiresAt / 1_000)) } }),
  };
  if (sizeOf(item) > LARGEST) throw new StoreFailure('document-too-large');
  return item;
}

/** DynamoDB expires by its own clock: a function whose clock is an hour behind must still find a used proof. */
const CLOCKS_DIFFER = hours(1);

function expiryOf(document: Document): Instant | undefined {
  if (!('until' in document)) return undefined;
  return document.kind === 'proof' ? after(document.until, CLOCKS_DIFFER) : document.until;
}

/** An upper bound of the size that DynamoDB counts: UTF-8 of names and texts; a number takes at most its digits. */
function sizeOf(item: DocumentItem): number {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + bytes(name) + bytes('S' in value ? value.S : value.N),
    0,
  );
}
