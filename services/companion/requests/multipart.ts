import { bytesOf, concatenate, type Part } from '../../../core/household/bytes/byte-parts.ts';

/** Somebody who edits what is stored could put further header lines into a media type. */
const PRINTABLE = /^[\x20-\x7e]+$/;

/** Bytes with the media type that says how to read them. */
export type Typed = { type: string; bytes: Uint8Array };

/** An answer as it is served: where the phone receives a file, the server holds its type and bytes. */
export type Served<Answer> = Answer extends Uint8Array
  ? Answer
  : { [Name in keyof Answer]: Blob extends Answer[Name] ? Typed : Answer[Name] };

/**
 * Writes the files of an answer as `multipart/form-data` (RFC 7578): each part is named by its key. A `Response` of a
 * `FormData` does the same in a stream of many small steps, which takes longer than all else that the request needs.
 */
export function multipartOf(files: object): Typed & { bytes: Uint8Array<ArrayBuffer> } {
  const boundary = crypto.randomUUID();
  const pieces: Part[] = [];
  for (const [name, file] of Object.entries(files).filter(isFile))
    pieces.push(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\n`,
      `Content-Type: ${PRINTABLE.test(file.type) ? file.type : 'application/octet-stream'}\r\n\r\n`,
      file.bytes,
      '\r\n',
    );
  pieces.push(`--${boundary}--\r\n`);
  return { type: `multipart/form-data; boundary=${boundary}`, bytes: concatenate(pieces.map(bytesOf)) };
}

const isFile = (entry: [string, unknown]): entry is [string, Typed] =>
  typeof entry[1] === 'object' &&
  entry[1] !== null &&
  'bytes' in entry[1] &&
  entry[1].bytes instanceof Uint8Array;
