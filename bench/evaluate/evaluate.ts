import { fork } from 'node:child_process';
import { once } from 'node:events';
import { loadingLogic, runCommand } from '../speech/bad-input.ts';
import { evaluateOptions } from './options.ts';

/** In the second process: the ablation and the cross-corpus run, on the other core. */
const SECOND = 'SECOND_YES_EVALUATION_PART';

await runCommand(async () => {
  const options = evaluateOptions(process.argv.slice(2));
  const { evaluateFirst, evaluateSecond } = await loadingLogic(import('./evaluate-parts.ts'));
  if (process.env[SECOND]) {
    process.send?.(evaluateSecond(options));
    return;
  }
  const check = evaluateFirst.check(options);
  const second = fork(process.argv[1] as string, process.argv.slice(2), {
    env: { ...process.env, [SECOND]: 'yes' },
    execArgv: process.execArgv,
  });
  const told = Promise.race([
    once(second, 'message').then(([message]) => message as ReturnType<typeof evaluateSecond>),
    once(second, 'exit').then(([code]) => {
      throw new Error(`The second part of the evaluation ended with code ${code}.`);
    }),
  ]);
  await evaluateFirst.run(options, check, told);
});
