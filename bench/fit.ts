import { loadingLogic, runCommand } from './bad-input.ts';
import { fitOptions } from './options.ts';

await runCommand(async () => {
  const options = fitOptions(process.argv.slice(2));
  const { fitAndWrite } = await loadingLogic(import('./fit-and-write.ts'));
  fitAndWrite(options);
});
