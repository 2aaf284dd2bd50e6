import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import { type Sha256, sha256 } from '../../core/household/bytes/sha256.ts';
import type { MessageKey, Recordings } from '../../services/ports/recordings.ts';
import {
  foldersIn,
  ifExists,
  isLeftOver,
  namesIn,
  removeFolder,
  syncFolder,
  writeWhole,
} from './durable-files.ts';

/** What the home server needs beside the port. */
export interface FileRecordings extends Recordings {
  /** All messages that have content. */
  messages(): Promise<MessageKey[]>;
}

/**
 * Content as files `dir/<household>/<message>/<digest>` that only this user can read. Opening removes temporary files that
 * a crash left. Throws for an id that could name another path.
 */
export async function openRecordings(dir: string): Promise<FileRecordings> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await removeLeftOvers(dir);

  const folderOf = ({ household, message }: MessageKey): string =>
    join(dir, checked(household), checked(message));
  return {
    async put(key, bytes): Promise<Sha256> {
      const digest = sha256(bytes);
      const folder = folderOf(key);
      const file = join(folder, digest);
      if (existsSync(file)) return digest;
      const grown = makeFolders(dir, key);
      // Side by side they wait for the disk once, not one after the other. If one fails, the caller erases the message's
      // folder, and then nothing may still be writing into it.
      const ended = await Promise.allSettled([writeWhole(file, bytes), ...grown.map(syncFolder)]);
      const failed = ended.find(one => one.status === 'rejected');
      if (failed) throw failed.reason;
      return digest;
    },
    async get(key, digest) {
      const file = join(folderOf(key), checked(digest));
      // A recording was written not long ago, so that the system still has it in memory.
      const bytes = await ifExists((async () => readFileSync(file))());
      return bytes && new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    async remove(key, digest) {
      await rm(join(folderOf(key), checked(digest)), { force: true });
      await ifExists(syncFolder(folderOf(key)));
    },
    async erase(key) {
      await removeFolder(folderOf(key));
      await ifExists(syncFolder(join(dir, key.household)));
    },
    async forget(household) {
      await removeFolder(join(dir, checked(household)));
      await syncFolder(dir);
    },
    async messages() {
      const messages = await Promise.all((await foldersIn(dir)).map(foldersIn));
      return messages.flat().map(folder => ({
        household: basename(dirname(folder)) as HouseholdId,
        message: basename(folder) as MessageId,
      }));
    },
  };
}

/**
 * Makes the folders of a message. Gives those that have got a new folder in them: they must be flushed, so that a power
 * cut does not lose the new one and the files in it.
 */
function makeFolders(dir: string, { household, message }: MessageKey): string[] {
  const above = join(dir, household);
  const grown: string[] = [];
  if (mkdirSync(above, { recursive: true, mode: 0o700 })) grown.push(dir);
  if (mkdirSync(join(above, message), { recursive: true, mode: 0o700 })) grown.push(above);
  return grown;
}

async function removeLeftOvers(dir: string): Promise<void> {
  for (const household of await foldersIn(dir))
    for (const message of await foldersIn(household)) {
      const names = await namesIn(message);
      await Promise.all(names.filter(isLeftOver).map(name => rm(join(message, name), { force: true })));
    }
}

/** An id without a character that could lead to another path. */
function checked(id: string): string {
  if (!/^[0-9A-Za-z_-]+$/.test(id))
    throw new Error('An id of the recording store has characters it must not have.');
  return id;
}
