import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
/** Outside of the checkout, so that what is made finds no packages but its own. */
const KEPT = join(tmpdir(), `second-yes-made-${process.getuid?.() ?? 'here'}`);
/** All that the functions and the template are made of; the last says which packages are installed. */
const SOURCES = [
  'core',
  'services',
  'adapters',
  'lambda',
  'phone',
  'infra',
  'test/infra',
  'cdk.json',
  'node_modules/.package-lock.json',
];
const DAY = 24 * 60 * 60_000;

/**
 * A folder with what `make` puts into it: made by the first suite that asks, and found there by all that ask after it,
 * in later runs too, until something changes that it is made of. Nobody may write into it.
 */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(KEPT, digestOf(name));
  if (existsSync(folder)) {
    // In use: not old.
    utimesSync(folder, new Date(), new Date());
    return folder;
  }
  mkdirSync(KEPT, { recursive: true, mode: 0o700 });
  const making = mkdtempSync(`${folder}-`);
  try {
    await make(making);
    renameSync(making, folder);
  } catch (error) {
    // Another suite may have been faster.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  forgetOld();
  return folder;
}

function digestOf(name: string): string {
  const digest = createHash('sha256').update(JSON.stringify([ROOT, process.version, name]));
  for (const source of SOURCES)
    for (const file of filesOf(source)) digest.update(file).update(readFileSync(join(ROOT, file)));
  return digest.digest('hex').slice(0, 32);
}

const filesOf = (source: string): string[] =>
  statSync(join(ROOT, source)).isDirectory()
    ? readdirSync(join(ROOT, source), { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
        .sort()
    : [source];

function forgetOld(): void {
  for (const name of readdirSync(KEPT)) {
    const folder = join(KEPT, name);
    if (Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > DAY)
      rmSync(folder, { recursive: true, force: true });
  }
}
