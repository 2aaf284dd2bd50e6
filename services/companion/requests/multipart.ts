import { bytesOf, concatenate, type Part } from '../../../core/household/byte-parts.ts';

/** Bytes with the media type that says how to read them. */
export type Typed = { type: string; bytes: Uint8Array<ArrayBuffer> };

/**
 * Writes the files of an answer as `multipart/form-data` (RFC 7578): each part is named by its key. A `Response` of a
 * `FormData` does the same in a stream of many small steps, which takes longer than all else that the request needs.
 */
export async function multipartOf(parts: object): Promise<Typed> {
  const boundary = crypto.randomUUID();
  const pieces: Part[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (!(part instanceof Blob)) continue;
    pieces.push(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\n`,
      `Content-Type: ${part.type || 'application/octet-stream'}\r\n\r\n`,
      new Uint8Array(await part.arrayBuffer()),
      '\r\n',
    );
  }
  pieces.push(`--${boundary}--\r\n`);
  return { type: `multipart/form-data; boundary=${boundary}`, bytes: concatenate(pieces.map(bytesOf)) };
}
