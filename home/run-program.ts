import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { OperatorError } from '../services/ports/operator-error.ts';
import { writeLine } from './log.ts';
import { readSettings, type ServerSettings } from './settings.ts';

/**
 * V8 collects garbage again once the heap has grown by this many percent. By default it chooses only a few percent when
 * little is going on, and then every few recordings make it scan all of memory.
 */
const HEAP_GROWTH = 100;

type Failure = { code?: unknown; stack?: unknown; path?: unknown; errno?: unknown };

/**
 * Runs one of the home server's programs with the operator's settings, which come from the environment and from `.env`.
 * What the operator can mend ends it with one sentence. Any other error is a bug and is printed with its stack.
 */
export async function runProgram(
  program: (settings: ServerSettings) => Promise<void>,
  failure = 'Second Yes could not start',
): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
    const settings = readSettings(process.env);
    if ('refused' in settings) {
      const lines = settings.refused.map(line => `\n  ${line}`).join('');
      writeLine(process.stderr, `Second Yes cannot start with these settings:${lines}`);
      process.exit(2);
    }
    await program(settings);
  } catch (error) {
    writeLine(
      process.stderr,
      error instanceof OperatorError ? error.message : explain(error as Failure, failure),
    );
    process.exit(1);
  }
}

function explain({ code, stack, path, errno }: Failure, failure: string): string {
  // The system refused a file: its code says why.
  if (errno !== undefined && typeof path === 'string')
    return `${failure}: ${path} cannot be used (${String(code)}).`;
  return `${failure}.\n${String(stack)}`;
}
