import { open, link } from 'node:fs/promises';
import { join } from 'node:path';
import webPush from 'web-push';
import { z } from 'zod';
import { whenThere } from './read-if-there.ts';
import { writeWhole } from './write-whole.ts';

/** Why the key pair for pushes cannot be used; the message says what to do. */
export class VapidError extends Error {
  override readonly name = 'VapidError';
  readonly code = 'vapid-unusable';
}

const pair = z.object({ publicKey: z.string().length(87), privateKey: z.string().length(43) });
type KeyPair = z.infer<typeof pair>;

/**
 * The key pair by which push services know this house (RFC 8292), in `dir/vapid.json`, mode 0600, made at the first
 * start. Browsers subscribe for this key, so it is never overwritten; without it every phone subscribes anew when the
 * app is opened. Throws a `VapidError` if the file is malformed or open to other users.
 */
export async function loadVapid(dir: string): Promise<KeyPair> {
  const file = join(dir, 'vapid.json');
  const known = await readPair(file);
  if (known) return known;
  const made = new TextEncoder().encode(JSON.stringify(webPush.generateVAPIDKeys()));
  await writeWhole(file, made, link);
  return (await readPair(file)) as KeyPair;
}

/**
 * Whom a push service may turn to (RFC 8292 §2.1): the house's own address, or else its mail address. Apple takes none
 * at `localhost`; but phones that need Apple's service need an https address first.
 */
export const subjectOf = ({ publicUrl, mailFrom }: { publicUrl?: string; mailFrom: string }): string =>
  publicUrl?.startsWith('https:') ? publicUrl : `mailto:${mailFrom}`;

async function readPair(file: string): Promise<KeyPair | undefined> {
  const handle = await whenThere(open(file, 'r'));
  if (!handle) return undefined;
  try {
    const { mode } = await handle.stat();
    if ((mode & 0o077) !== 0)
      throw new VapidError(`Other users of this machine can get at ${file}. Run: chmod 600 ${file}`);
    return parsedPair(await handle.readFile('utf8'), file);
  } finally {
    await handle.close();
  }
}

function parsedPair(text: string, file: string): KeyPair {
  try {
    return pair.parse(JSON.parse(text));
  } catch {
    throw new VapidError(
      `${file} holds no key pair for pushes. Put back the copy from your backup, or remove it: each phone then ` +
        'switches its notifications on again when the app is opened.',
    );
  }
}
