import { fork } from 'node:child_process';
import { once } from 'node:events';
import { loadLogic, runCommand } from '../speech/bad-input.ts';
import { evaluateOptions } from './options.ts';

/** Set in the child process, which computes the comparisons on another core. */
const COMPARISONS = 'SECOND_YES_EVALUATION_COMPARISONS';

await runCommand(async () => {
  const options = evaluateOptions(process.argv.slice(2));
  const { compareModels, evaluateAndPrint, readInput } = await loadLogic(import('./evaluate-parts.ts'));
  if (process.env[COMPARISONS]) {
    process.send?.(compareModels(options));
    return;
  }
  // Bad input must be refused before the child starts.
  const input = readInput(options);
  const child = fork(process.argv[1] as string, process.argv.slice(2), {
    env: { ...process.env, [COMPARISONS]: 'yes' },
    execArgv: process.execArgv,
  });
  const comparisons = Promise.race([
    once(child, 'message').then(([message]) => message as ReturnType<typeof compareModels>),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The child process of the evaluation ended with code ${code}.`);
    }),
  ]);
  await evaluateAndPrint(options, input, comparisons);
});
