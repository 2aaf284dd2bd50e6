import type { Document } from '../ports/documents.ts';
import { type Migration, MIGRATIONS } from './migrations.ts';
import { StoreFailure } from './store-failure.ts';

/**
 * A document as an engine keeps it. The schema version stands beside the body, so that the condition of a write can look
 * at it.
 */
export type StoredDocument = { schemaVersion: number; body: string };

/** Encodes documents at the newest schema version, and migrates older ones as it decodes them. */
export type DocumentCodec = {
  schemaVersion: number;
  encode: (document: Document) => StoredDocument;
  /** Throws `schema-unknown`. */
  decode: (stored: StoredDocument) => Document;
};

/** A codec whose first migration leads from schema version 1 to 2, its second from 2 to 3, and so on. */
export function documentCodec(migrations: readonly Migration[]): DocumentCodec {
  const newest = migrations.length + 1;
  return {
    schemaVersion: newest,
    encode: document => ({ schemaVersion: newest, body: JSON.stringify(document) }),
    decode({ schemaVersion, body }) {
      const isKnown = Number.isInteger(schemaVersion) && schemaVersion >= 1 && schemaVersion <= newest;
      if (!isKnown) throw new StoreFailure('schema-unknown');
      const document = JSON.parse(body) as Record<string, unknown>;
      return migrations
        .slice(schemaVersion - 1)
        .reduce((older, migrate) => migrate(older), document) as Document;
    },
  };
}

export const {
  /** The schema version of every document that this program stores. An engine never overwrites a newer one. */
  schemaVersion: SCHEMA_VERSION,
  encode: encodeDocument,
  decode: decodeDocument,
} = documentCodec(MIGRATIONS);
