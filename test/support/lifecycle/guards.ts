import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { build } from 'esbuild';
import type { decide } from '../../../core/message/decide.ts';

const FOLDER = join(import.meta.dirname, '../../../core/message');
const FILES = ['decide.ts', 'decide-answer.ts', 'decide-delivery.ts', 'decide-rendering.ts'] as const;

/** A condition in the source of `decide` on which something is refused, left unchanged, or treated apart. */
export type Guard = { file: string; from: number; to: number; without: string; name: string };

const sourceOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');

/**
 * Every guard there is, read from the source as it stands: the condition of each `if`, which never holds when the
 * guard is taken away, each condition whose other side is a refusal, and each under which an amount is nothing, which
 * then always hold.
 */
export function guardsOfDecide(): Guard[] {
  return FILES.flatMap(file => {
    const source = sourceOf(file);
    const ifs = [...source.matchAll(/\bif \(/g)].map(found => {
      const from = found.index + found[0].length;
      return { file, from, to: closing(source, from), without: 'false' };
    });
    const choices = [...source.matchAll(/\breturn ([^;?]+?)\s\? [^;]*?: refuse\(/g)].map(found => {
      const from = found.index + 'return '.length;
      return { file, from, to: from + (found[1] as string).length, without: 'true' };
    });
    const amounts = [...source.matchAll(/\bconst \w+ = ([^;?]+?) \? 0 :/g)].map(found => {
      const from = found.index + found[0].indexOf(found[1] as string);
      return { file, from, to: from + (found[1] as string).length, without: 'true' };
    });
    return [...ifs, ...choices, ...amounts]
      .sort((a, b) => a.from - b.from)
      .map(guard => ({ ...guard, name: `${file}: ${nameOf(source, guard)}` }));
  });
}

/** How often the source refuses or leaves unchanged, to see that no guard is overlooked. */
export const refusalsInDecide = (): number =>
  FILES.map(file => sourceOf(file).match(/\b(refuse|unchanged)\(/g)?.length ?? 0).reduce((a, b) => a + b);

/** How many refusals the guards stand before. */
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

/** The real `decide`, bundled from its source with one guard taken away. */
export async function decideWithout(guard: Guard): Promise<typeof decide> {
  const { outputFiles } = await build({
    entryPoints: [join(FOLDER, 'decide.ts')],
    bundle: true,
    write: false,
    format: 'cjs',
    target: 'node20',
    logLevel: 'silent',
    plugins: [
      {
        name: 'without one guard',
        setup(build) {
          build.onLoad(
            { filter: new RegExp(`/message/${guard.file.replaceAll('.', '\\.')}$`) },
            ({ path }) => {
              const source = readFileSync(path, 'utf8');
              const contents = source.slice(0, guard.from) + guard.without + source.slice(guard.to);
              return { contents, loader: 'ts' };
            },
          );
        },
      },
    ],
  });
  const code = outputFiles[0]?.text as string;
  const module = { exports: {} as { decide: typeof decide } };
  (new Script(`(module => {${code}\n})`).runInThisContext() as (module: object) => void)(module);
  return module.exports.decide;
}
