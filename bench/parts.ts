import { parseArgs } from 'node:util';
import { cold } from './cold.ts';
import { confidence } from './confidence.ts';
import { growth } from './growth.ts';
import { household } from './household.ts';
import { million } from './million.ts';
import { phone } from './phone.ts';
import { pipeline } from './pipeline.ts';
import { recordings } from './recordings.ts';
import { start } from './start.ts';
import { turn } from './turn.ts';
import { understanding } from './understanding.ts';
import type { Part } from './part.ts';

/** Every part of `npm run bench`. */
export const PARTS: readonly Part[] = [
  pipeline,
  turn,
  household,
  growth,
  start,
  cold,
  confidence,
  understanding,
  recordings,
  phone,
  million,
];

const USAGE = 'npm run bench [-- --json] [--only NAME] [--short]';

type Options = { json: boolean; short: boolean; parts: readonly Part[] };

/** What the command line asks for, or what to say of one that cannot be. */
export function readArguments(args: string[]): Options | { wrong: string } {
  const boolean = { type: 'boolean', default: false } as const;
  const options = { json: boolean, short: boolean, only: { type: 'string', multiple: true } } as const;
  try {
    const { values } = parseArgs({ args, options, strict: true });
    const only = values.only ?? PARTS.map(({ name }) => name);
    const unknown = only.find(name => !PARTS.some(part => part.name === name));
    if (unknown !== undefined) return { wrong: usage(`There is no part "${unknown}".`) };
    return {
      json: values.json,
      short: values.short,
      parts: PARTS.filter(({ name }) => only.includes(name)),
    };
  } catch (error) {
    return { wrong: usage(error instanceof Error ? error.message : String(error)) };
  }
}

function usage(problem: string): string {
  const parts = PARTS.map(({ name, about }) => `  ${name.padEnd(14)} ${about}`);
  return [problem, USAGE, 'The parts:', ...parts].join('\n');
}
