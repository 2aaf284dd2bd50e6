import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ifExists, writeWhole } from '../adapters/files/durable-files.ts';
import type { FileRecordings } from '../adapters/files/file-recordings.ts';
import type { SqliteDocuments } from '../adapters/sqlite/sqlite-documents.ts';
import type { HouseholdId } from '../core/household/ids.ts';
import { sha256OfParts } from '../core/household/bytes/sha256.ts';
import { OperatorError } from '../services/ports/operator-error.ts';

/** The names in a data folder. */
export const DATABASE = 'documents.db';
export const RECORDINGS = 'recordings';
export const OUTBOX = 'outbox';
/** In the folder of the recordings: how often a home server has started on them. */
const STARTS = 'starts';

/** What lies in the data folder does not belong together. The message tells the operator what to do. */
export class DataFolderError extends OperatorError {
  override readonly name = 'DataFolderError';
  readonly code = 'data-mixed';
}

/** The household of an anchor key. The id may be public: it is a digest of 256 random bits, and knowing it opens nothing. */
export const homeHousehold = (anchor: Uint8Array): HouseholdId =>
  sha256OfParts('second-yes home', anchor).slice(0, 22) as HouseholdId;

/** Throws a `DataFolderError` if there are recordings and no database. Call it before a database is created. */
export async function refuseMissingDatabase(dir: string, recordings: FileRecordings): Promise<void> {
  if (existsSync(join(dir, DATABASE))) return;
  const count = (await recordings.messages()).length;
  if (count > 0 || (await countStarts(dir)) > 0)
    throw new DataFolderError(
      `${join(dir, DATABASE)} is missing, but ${join(dir, RECORDINGS)} belongs to a household. ${ADVICE}`,
    );
}

/**
 * Checks that the anchor key, the database and the recordings are of one household and of one time, and notes this start
 * in both stores. Each start counts one up in the database and then in a file beside the recordings, so that an older
 * copy of either is noticed. Throws a `DataFolderError`, and changes nothing then.
 *
 * @param acceptLoss the operator knows that one of them is older and wants to go on with what is there
 */
export async function noteStart(
  dir: string,
  {
    household,
    documents,
    recordings,
    acceptLoss,
  }: {
    household: HouseholdId;
    documents: SqliteDocuments;
    recordings: FileRecordings;
    acceptLoss: boolean;
  },
): Promise<void> {
  const database = join(dir, DATABASE);
  const folder = join(dir, RECORDINGS);
  const kept = await recordings.messages();
  if (documents.households().some(one => one !== household))
    throw new DataFolderError(`The anchor key in ${dir} is not the one of ${database}. ${ADVICE}`);
  if (kept.some(message => message.household !== household))
    throw new DataFolderError(`${folder} is of another household than the anchor key in ${dir}. ${ADVICE}`);

  const [inDatabase, inFolder] = [documents.fact('starts'), await countStarts(dir)];
  const isBefore = inDatabase < inFolder || (inFolder === 0 && kept.length > 0 && (await knowsNone()));
  if (isBefore && !acceptLoss)
    throw new DataFolderError(`${database} is older than ${folder}. ${ADVICE} ${ACCEPT}`);
  // The database may count one more: an earlier start ended between the two writes.
  if (inDatabase > inFolder + 1 && !acceptLoss)
    throw new DataFolderError(`${folder} is missing or older than ${database}. ${ADVICE} ${ACCEPT}`);

  const start = (acceptLoss ? Math.max(inDatabase, inFolder) : inFolder) + 1;
  documents.setFact('starts', start);
  await writeWhole(join(folder, STARTS), Buffer.from(`${start}\n`));

  async function knowsNone(): Promise<boolean> {
    const found = await Promise.all(kept.map(one => documents.get(one.household, 'message', one.message)));
    return found.every(message => message === undefined);
  }
}

const ADVICE =
  'Nothing was changed. Put back the whole folder from one backup: anchor.key, documents.db and recordings belong together.';
const ACCEPT = 'To go on with what is there, start once with ACCEPT_LOSS=yes.';

const countStarts = async (dir: string): Promise<number> =>
  Number((await ifExists(readFile(join(dir, RECORDINGS, STARTS), 'utf8'))) ?? 0);
