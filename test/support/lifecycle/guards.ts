import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Edit } from './code.ts';

const FOLDER = 'core/message';
const FILES = ['decide.ts', 'decide-answer.ts', 'decide-delivery.ts', 'decide-rendering.ts'] as const;

/** A condition in the source of `decide` on which it refuses, changes nothing, or treats a message apart. */
export type Guard = { name: string; without: Edit };

const sourceOf = (file: string): string =>
  readFileSync(join(import.meta.dirname, '../../..', FOLDER, file), 'utf8');

/**
 * Every guard in the source as it stands, and the edit that removes it. The condition of an `if` becomes false. A condition
 * becomes true if its other side is a refusal, or if an amount is nothing under it.
 */
export function guardsOfDecide(): Guard[] {
  return FILES.flatMap(file => {
    const source = sourceOf(file);
    const edit = (from: number, to: number, by: string): Edit => ({
      file: `${FOLDER}/${file}`,
      from,
      to,
      by,
    });
    const ifs = [...source.matchAll(/\bif \(/g)].map(found => {
      const from = found.index + found[0].length;
      return edit(from, closing(source, from), 'false');
    });
    const choices = [...source.matchAll(/\breturn ([^;?]+?)\s\? [^;]*?: refuse\(/g)].map(found => {
      const from = found.index + 'return '.length;
      return edit(from, from + (found[1] as string).length, 'true');
    });
    const amounts = [...source.matchAll(/\bconst \w+ = ([^;?]+?) \? 0 :/g)].map(found => {
      const from = found.index + found[0].indexOf(found[1] as string);
      return edit(from, from + (found[1] as string).length, 'true');
    });
    return [...ifs, ...choices, ...amounts]
      .sort((a, b) => a.from - b.from)
      .map(without => ({ name: `${file}: ${nameOf(source, without)}`, without }));
  });
}

/** How often the source refuses or changes nothing, to see that no guard is overlooked. */
export const refusalsInDecide = (): number =>
  FILES.map(file => sourceOf(file).match(/\b(refuse|unchanged)\(/g)?.length ?? 0).reduce((a, b) => a + b);

/** How many of the guards stand before a refusal or before changing nothing. */
export const guardedRefusals = (guards: readonly Guard[]): number =>
  guards.filter(({ name }) => / (refuse|unchanged)\(/.test(name)).length;

/** Where the bracket closes that opened just before `from`. */
function closing(source: string, from: number): number {
  let open = 1;
  for (let at = from; ; at++) {
    if (source[at] === '(') open += 1;
    if (source[at] === ')') open -= 1;
    if (open === 0) return at;
  }
}

function nameOf(source: string, { from }: { from: number }): string {
  const start = source.lastIndexOf('\n', from) + 1;
  return source.slice(start, source.indexOf(';', from)).replace(/\s+/g, ' ').trim();
}
