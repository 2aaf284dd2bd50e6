import { createHash, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../adapters/sqlite/open-database.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { type Row, row } from '../part.ts';

const DOCUMENT = 'x'.repeat(3_000);

/** What no program on this machine can do with less: the steps that a message cannot do without, each alone. */
export function measureLimits(audio: Uint8Array, times: number): Row[] {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'limits.db'));
  db.exec('CREATE TABLE limits (body TEXT)');
  const insert = db.prepare('INSERT INTO limits VALUES (?)');
  const writeFile = () => {
    const file = openSync(join(folder.path, 'audio'), 'w');
    writeSync(file, audio);
    fsyncSync(file);
    closeSync(file);
  };
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signed = randomBytes(400);
  const signature = sign('sha256', signed, privateKey);
  const steps: [string, () => unknown][] = [
    ['one durable write of a document', () => insert.run(DOCUMENT)],
    ['one durable write of the recording', writeFile],
    ['one check of a signature (ES256)', () => verify('sha256', signed, publicKey, signature)],
    ['one digest of the recording', () => createHash('sha256').update(audio).digest()],
  ];
  try {
    return steps.map(([what, step]) => {
      const took = Array.from({ length: times }, () => {
        const begun = performance.now();
        step();
        return performance.now() - begun;
      });
      return row(`limit: ${what}`, 'ms', took);
    });
  } finally {
    db.close();
    folder.remove();
  }
}
