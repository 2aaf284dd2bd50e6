import { join } from 'node:path';
import webPush from 'web-push';
import { z } from 'zod';
import { OperatorError } from '../../services/ports/operator-error.ts';
import { createSecretFile, readSecretFile } from './secret-file.ts';

/** The key pair for pushes cannot be used. The message tells the operator what to do. */
export class VapidError extends OperatorError {
  override readonly name = 'VapidError';
  readonly code = 'vapid-unusable';
}

const pair = z.object({ publicKey: z.string().length(87), privateKey: z.string().length(43) });
type KeyPair = z.infer<typeof pair>;

/**
 * The VAPID key pair, by which push services identify this home server (RFC 8292): `dir/vapid.json`, made at the first
 * start. It is never overwritten, because browsers subscribe for this key: with another one each phone must subscribe
 * again, which the app does when it is opened. Throws a `VapidError` if the file is malformed or if other users can read or
 * change it.
 */
export async function loadVapid(dir: string): Promise<KeyPair> {
  const file = join(dir, 'vapid.json');
  const known = await readPair(file);
  if (known) return known;
  await createSecretFile(file, new TextEncoder().encode(JSON.stringify(webPush.generateVAPIDKeys())));
  return (await readPair(file)) as KeyPair;
}

/**
 * The contact for push services (RFC 8292 §2.1): the home server's https address, or else its mail address. Apple refuses
 * an address at `localhost`; phones that use Apple's service need an https address anyway.
 */
export const subjectOf = ({ publicUrl, mailFrom }: { publicUrl?: string; mailFrom: string }): string =>
  publicUrl?.startsWith('https:') ? publicUrl : `mailto:${mailFrom}`;

async function readPair(file: string): Promise<KeyPair | undefined> {
  const bytes = await readSecretFile(file, reason => new VapidError(reason));
  if (!bytes) return undefined;
  try {
    return pair.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw new VapidError(
      `${file} holds no key pair for pushes. Put back the copy from your backup, or remove it: each phone then ` +
        'switches its notifications on again when the app is opened.',
    );
  }
}
