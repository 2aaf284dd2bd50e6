/** Bytes, or text, which means its UTF-8 bytes. */
export type Part = Uint8Array | string;

/** Bytes of the length in front of each part. */
const LENGTH = 8;

/**
 * Encodes a list of parts without copying them: each part follows its length, which is eight bytes, big-endian.
 * Different lists of parts never give the same bytes.
 */
export function piecesOf(parts: readonly Part[]): Uint8Array[] {
  return parts.flatMap(part => {
    const bytes = bytesOf(part);
    const length = new DataView(new ArrayBuffer(LENGTH));
    length.setBigUint64(0, BigInt(bytes.length));
    return [new Uint8Array(length.buffer), bytes];
  });
}

/** Joins parts into one byte array. `splitParts` reverses it. */
export const joinParts = (...parts: Part[]): Uint8Array<ArrayBuffer> => concatenate(piecesOf(parts));

/** All these bytes, one after the other. */
export function concatenate(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

/** Splits joined parts into views of these bytes. Gives undefined if a length is longer than the bytes that follow it. */
export function splitParts(bytes: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const from = at + LENGTH;
    if (from > bytes.length) return undefined;
    const length = Number(view.getBigUint64(at));
    if (length > bytes.length - from) return undefined;
    at = from + length;
    parts.push(bytes.subarray(from, at));
  }
  return parts;
}

export function bytesOf(part: Part): Uint8Array {
  return typeof part === 'string' ? new TextEncoder().encode(part) : part;
}
