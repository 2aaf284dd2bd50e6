import { link, open } from 'node:fs/promises';
import { ifExists, writeWhole } from './durable-files.ts';

/**
 * Reads a file that must be accessible to this user only; undefined where it does not exist. Throws what `refuse` makes of
 * the reason where other users can read or change it.
 */
export async function readSecretFile(
  file: string,
  refuse: (reason: string) => Error,
): Promise<Buffer | undefined> {
  const handle = await ifExists(open(file, 'r'));
  if (!handle) return undefined;
  try {
    const { mode } = await handle.stat();
    if ((mode & 0o077) !== 0)
      throw refuse(`Other users of this machine can access ${file}. Run: chmod 600 ${file}`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Creates a file that only this user can access. It never replaces an existing one: unlike a rename, a link fails then. */
export async function createSecretFile(file: string, bytes: Uint8Array): Promise<void> {
  await writeWhole(file, bytes, async (temporary, name) => {
    try {
      await link(temporary, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  });
}
