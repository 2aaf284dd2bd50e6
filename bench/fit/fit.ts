import { loadLogic, runCommand } from '../speech/bad-input.ts';
import { fitOptions } from '../evaluate/options.ts';

await runCommand(async () => {
  const options = fitOptions(process.argv.slice(2));
  const { fitAndWrite } = await loadLogic(import('./fit-and-write.ts'));
  fitAndWrite(options);
});
