/**
 * The engine answered, but the store could not do what was asked.
 *
 * - `document-too-large`: the document is larger than an item of the engine may be.
 * - `not-read`: the engine left a part of a batch read undone at every try.
 * - `not-forgotten`, `not-erased`: a part is still stored after several tries; calling again continues.
 * - `schema-unknown`: a newer version of this program has stored the document.
 */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
  readonly code: 'document-too-large' | 'not-read' | 'not-forgotten' | 'not-erased' | 'schema-unknown';

  constructor(code: StoreFailure['code']) {
    super(`The store failed: ${code}.`);
    this.code = code;
  }
}

/** The code of an error for a log line, such as ENOSPC or SQLITE_FULL, or else its name; never its message. */
export function failureCode(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown';
}
