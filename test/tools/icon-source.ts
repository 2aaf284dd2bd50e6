import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** The drawing of which all icons are made. */
export const drawing = (): string =>
  readFileSync(join(import.meta.dirname, '..', '..', 'infra', 'skill', 'icon.svg'), 'utf8');

/** The digest that an icon contains of its drawing. */
export const digestOf = (svg: string): string => createHash('sha256').update(svg).digest('base64url');

const SIGNATURE = 8;
/** The bytes of a chunk beside its data: length, type and checksum (PNG §5.3). */
const CHUNK_OVERHEAD = 12;
/** The data of the header chunk (PNG §11.2.1). */
const HEADER_DATA = 13;

/** The keyword of the text chunk with the digest of the drawing. */
const SOURCE = 'Source';

/** A PNG's size in pixels, and the digest of the drawing that it was made from. */
type Picture = { width: number; height: number; source: string | undefined };

/** Parses a PNG; undefined for other bytes. */
export function pictureOf(png: Buffer): Picture | undefined {
  if (png.toString('latin1', 1, 4) !== 'PNG' || png.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  let source: string | undefined;
  for (let at = SIGNATURE; at + CHUNK_OVERHEAD <= png.length; at += CHUNK_OVERHEAD + png.readUInt32BE(at)) {
    const data = png.toString('latin1', at + 8, at + 8 + png.readUInt32BE(at));
    if (png.toString('latin1', at + 4, at + 8) === 'tEXt' && data.startsWith(`${SOURCE}\0`))
      source = data.slice(SOURCE.length + 1);
  }
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), source };
}

/** The same picture with the digest of its drawing in a text chunk (PNG §11.3.4.3) after the header. */
export function withSource(png: Buffer, digest: string): Buffer {
  const typed = Buffer.from(`tEXt${SOURCE}\0${digest}`, 'latin1');
  const chunk = Buffer.alloc(typed.length + 8);
  chunk.writeUInt32BE(typed.length - 4, 0);
  typed.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(typed), typed.length + 4);
  const after = SIGNATURE + CHUNK_OVERHEAD + HEADER_DATA;
  return Buffer.concat([png.subarray(0, after), chunk, png.subarray(after)]);
}
