import { resolve } from 'node:path';
import { instant } from '../core/household/instant.ts';
import { BackupError, restoreBackup } from './backup-file.ts';
import { writeLine } from './log.ts';
import { runProgram } from './run-program.ts';

/** `npm run restore -- FILE` */
await runProgram(async ({ dataDir }) => {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new BackupError('Name the backup: npm run restore -- FILE');
  await restoreBackup(file, dataDir, instant(Date.now()));
  writeLine(
    process.stdout,
    `The household is in ${resolve(dataDir)}. Start it with npm start. What was on its way when the backup was written is marked as unknown.`,
  );
}, 'The backup could not be restored');
