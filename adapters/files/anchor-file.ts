import { randomBytes } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from '../../services/ports/operator-error.ts';
import { ifExists } from './durable-files.ts';
import { createSecretFile, readSecretFile } from './secret-file.ts';

const BYTES = 32;

/** The anchor key cannot be used. The message tells the operator what to do. */
export class AnchorError extends OperatorError {
  override readonly name = 'AnchorError';
  readonly code = 'anchor-unusable';
}

/**
 * The anchor key, which seals each household's trust list: 32 random bytes in `dir/anchor.key`, made at the first start
 * and never overwritten. Throws an `AnchorError` if the file is malformed, if other users can read or change it, or if it
 * is missing beside an existing database: a new key would invalidate every phone in that database.
 */
export async function loadAnchor(dir: string): Promise<Uint8Array> {
  const file = join(dir, 'anchor.key');
  const known = await readAnchor(file);
  if (known) return known;
  if (await ifExists(access(join(dir, 'documents.db')).then(() => true)))
    throw new AnchorError(
      `${file} is missing, but there is a household in this folder. Put back the copy from your backup; ` +
        'without it no paired phone can be trusted. To start with an empty household, move the whole folder away.',
    );
  await createSecretFile(file, randomBytes(BYTES));
  const made = await readAnchor(file);
  if (!made) throw new Error(`${file} vanished while it was made.`);
  return made;
}

async function readAnchor(file: string): Promise<Uint8Array | undefined> {
  const bytes = await readSecretFile(file, reason => new AnchorError(reason));
  if (bytes && bytes.length !== BYTES)
    throw new AnchorError(
      `${file} holds ${bytes.length} bytes instead of ${BYTES}. Put back the copy from your backup; ` +
        'without it every phone must be paired again.',
    );
  return bytes && new Uint8Array(bytes);
}
