import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whole conversations through three test clients for Alexa skills: `npm run test:clients [-- MOCHA'S OPTIONS]`. Each
 * client builds its own requests, keeps its own session, and checks what the real skill answers.
 */
const HERE = import.meta.dirname;

function run(command, args) {
  const env = { ...process.env, AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1' };
  const { status } = spawnSync(command, args, { cwd: HERE, stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(join(HERE, 'node_modules'))) run('npm', ['ci', '--ignore-scripts']);
run('node', [
  '--import',
  'tsx',
  'node_modules/mocha/bin/mocha.js',
  '*.test.mjs',
  '--timeout',
  '180000',
  '--reporter',
  'dot',
  ...process.argv.slice(2),
]);
