import type { Document } from '../../services/ports/documents.ts';
import { decodeDocument, type StoredDocument } from '../../services/storage/stored-document.ts';

/** Documents as they were decoded last. Each is frozen, because all who read it get the same one. */
export type Decoded = {
  /** Decodes a document, unless what is stored under this id is what it decoded last. Throws `schema-unknown`. */
  decode: (id: string, stored: StoredDocument) => Document;
  /** Forgets a document, or all. */
  forget: (id?: string) => void;
};

/** How many characters of bodies are kept: a few hundred messages. */
const MOST = 1_000_000;

/**
 * Keeps documents as they were decoded, so that an unchanged document is parsed only once. Each turn, and each look of
 * an open app, reads the newest messages, of which most have not changed since.
 *
 * @param most how many characters of bodies are kept at most; those that were not read for longest go first
 */
export function decodeOnce(most = MOST): Decoded {
  const kept = new Map<string, { stored: StoredDocument; document: Document }>();
  let characters = 0;

  function forget(id?: string): void {
    const gone = id === undefined ? [...kept.keys()] : [id];
    for (const one of gone) {
      characters -= kept.get(one)?.stored.body.length ?? 0;
      kept.delete(one);
    }
  }

  return {
    forget,
    decode(id, stored) {
      const known = kept.get(id);
      forget(id);
      const isSame =
        known?.stored.body === stored.body && known.stored.schemaVersion === stored.schemaVersion;
      const document = isSame ? known.document : frozen(decodeDocument(stored));
      if (stored.body.length > most) return document;
      kept.set(id, { stored, document });
      characters += stored.body.length;
      for (const oldest of kept.keys()) {
        if (characters <= most) break;
        forget(oldest);
      }
      return document;
    },
  };
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
