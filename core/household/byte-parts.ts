/** Bytes, or a text that stands for its UTF-8. */
export type Part = Uint8Array | string;

const LENGTH = 8;

/**
 * Several parts in order as pieces of one run of bytes. Each part comes behind its length as eight bytes, big-endian,
 * so that no two different lists of parts give the same bytes. Nothing is copied.
 */
export function piecesOf(parts: readonly Part[]): Uint8Array[] {
  return parts.flatMap(part => {
    const bytes = bytesOf(part);
    const length = new DataView(new ArrayBuffer(LENGTH));
    length.setBigUint64(0, BigInt(bytes.length));
    return [new Uint8Array(length.buffer), bytes];
  });
}

/** The parts as one run of bytes, from which `splitParts` gives them back. */
export function joinParts(...parts: Part[]): Uint8Array {
  const pieces = piecesOf(parts);
  const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

/** The parts that were joined, as views of these bytes; undefined where a length does not fit what follows it. */
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

/** The bytes of a part. */
export function bytesOf(part: Part): Uint8Array {
  return typeof part === 'string' ? new TextEncoder().encode(part) : part;
}
