/** File name extensions of the media types that a recording may have. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/webm': 'webm',
};

/** A recording as a file: its name, and its media type without parameters. Programs that play it go by both. */
export function audioFile(mediaType: string): { name: string; mediaType: string } {
  const essence = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  const extension = EXTENSIONS[essence];
  return extension === undefined
    ? { name: 'message.bin', mediaType: 'application/octet-stream' }
    : { name: `message.${extension}`, mediaType: essence };
}
