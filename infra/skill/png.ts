import { crc32 } from 'node:zlib';

const SIGNATURE = 8;
/** Length and type before a chunk's data, and the checksum after it (PNG, 5.3). */
const AROUND = 12;
const HEADER = 13;

/** The keyword of the text that says from which drawing a picture was made. */
const SOURCE = 'Source';

/** What a PNG says of itself. */
export type Picture = { width: number; height: number; source: string | undefined };

/** Reads a PNG's size in pixels, and the digest of its drawing where it has one. Undefined for what is no PNG. */
export function pictureOf(png: Buffer): Picture | undefined {
  if (png.toString('latin1', 1, 4) !== 'PNG' || png.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  let source: string | undefined;
  for (let at = SIGNATURE; at + AROUND <= png.length; at += AROUND + png.readUInt32BE(at)) {
    const data = png.toString('latin1', at + 8, at + 8 + png.readUInt32BE(at));
    if (png.toString('latin1', at + 4, at + 8) === 'tEXt' && data.startsWith(`${SOURCE}\0`))
      source = data.slice(SOURCE.length + 1);
  }
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), source };
}

/** The same picture, with the digest of what it was drawn from in a text chunk (PNG, 11.3.4.3) after its header. */
export function withSource(png: Buffer, digest: string): Buffer {
  const typed = Buffer.from(`tEXt${SOURCE}\0${digest}`, 'latin1');
  const chunk = Buffer.alloc(typed.length + 8);
  chunk.writeUInt32BE(typed.length - 4, 0);
  typed.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(typed), typed.length + 4);
  const after = SIGNATURE + AROUND + HEADER;
  return Buffer.concat([png.subarray(0, after), chunk, png.subarray(after)]);
}
