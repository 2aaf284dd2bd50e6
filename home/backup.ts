import { resolve } from 'node:path';
import { BackupError, writeBackup } from './backup-file.ts';
import { writeLine } from './log.ts';
import { runProgram } from './run-program.ts';

/** `npm run backup -- FILE` */
await runProgram(async ({ dataDir }) => {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new BackupError('Name the file to write: npm run backup -- FILE');
  await writeBackup(dataDir, file);
  writeLine(
    process.stdout,
    `The backup is in ${resolve(file)}. Whoever has it has the household's key and messages: keep it safe.`,
  );
}, 'The backup could not be written');
