import { access, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import { type Sha256, sha256 } from '../../core/household/sha256.ts';
import type { Owner, Recordings } from '../../services/ports/recordings.ts';
import { ifExists, isLeftOver, syncFolder, writeWhole } from './durable-files.ts';

/** What the home server needs beside the port. */
export interface FileRecordings extends Recordings {
  /** All messages that have content. */
  owners(): Promise<Owner[]>;
}

/**
 * Content as files `dir/<household>/<message>/<digest>` that only this user can read. Opening removes temporary files that
 * a crash left. Throws for an id that could name another path.
 */
export async function openRecordings(dir: string): Promise<FileRecordings> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await removeLeftOvers(dir);

  const folderOf = ({ household, message }: Owner): string => join(dir, checked(household), checked(message));
  return {
    async put(owner, bytes): Promise<Sha256> {
      const digest = sha256(bytes);
      const folder = folderOf(owner);
      const file = join(folder, digest);
      if (await isThere(file)) return digest;
      await makeFolders(dir, owner);
      await writeWhole(file, bytes);
      return digest;
    },
    async get(owner, digest) {
      const bytes = await ifExists(readFile(join(folderOf(owner), checked(digest))));
      return bytes && new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    async remove(owner, digest) {
      await rm(join(folderOf(owner), checked(digest)), { force: true });
      await ifExists(syncFolder(folderOf(owner)));
    },
    async erase(owner) {
      // A put may be creating a file in the folder at the same time: rm retries.
      await rm(folderOf(owner), { recursive: true, force: true, maxRetries: 5 });
      await ifExists(syncFolder(join(dir, owner.household)));
    },
    async forget(household) {
      await rm(join(dir, checked(household)), { recursive: true, force: true });
      await syncFolder(dir);
    },
    async owners() {
      const messages = await Promise.all((await foldersIn(dir)).map(foldersIn));
      return messages.flat().map(folder => ({
        household: basename(dirname(folder)) as HouseholdId,
        message: basename(folder) as MessageId,
      }));
    },
  };
}

/** Flushes each new folder's parent, so that a power cut does not lose the folder and the files in it. */
async function makeFolders(dir: string, { household, message }: Owner): Promise<void> {
  const above = join(dir, household);
  if (await mkdir(above, { recursive: true, mode: 0o700 })) await syncFolder(dir);
  if (await mkdir(join(above, message), { recursive: true, mode: 0o700 })) await syncFolder(above);
}

async function removeLeftOvers(dir: string): Promise<void> {
  for (const household of await foldersIn(dir))
    for (const message of await foldersIn(household)) {
      const names = await readdir(message);
      await Promise.all(names.filter(isLeftOver).map(name => rm(join(message, name), { force: true })));
    }
}

async function foldersIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  return entries.filter(entry => entry.isDirectory()).map(({ name }) => join(dir, name));
}

async function isThere(file: string): Promise<boolean> {
  return (await ifExists(access(file).then(() => true))) ?? false;
}

/** An id without a character that could lead to another path. */
function checked(id: string): string {
  if (!/^[0-9A-Za-z_-]+$/.test(id))
    throw new Error('An id of the recording store has characters it must not have.');
  return id;
}
