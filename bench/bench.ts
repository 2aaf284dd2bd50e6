import { loadavg } from 'node:os';
import type { PartResult, Row } from './part.ts';
import { readArguments } from './parts.ts';

/**
 * `npm run bench [-- --json] [--only NAME] [--short]` measures each part, or the parts that `--only` names, and prints a
 * table each. `--short` takes few rounds and small stores: its figures say little, and its promises are the same. Ends with
 * 1 if a promise is broken, never because a machine is slow.
 */

const figure = (value: number): string =>
  value.toLocaleString('en', value < 100 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 });

const reachOf = ({ reach, median }: Row): string => {
  if (!reach) return '';
  const [words, limit, reached] =
    'atMost' in reach
      ? ['at most', reach.atMost, median <= reach.atMost]
      : ['at least', reach.atLeast, median >= reach.atLeast];
  return `${words} ${figure(limit)}${reached ? '' : ' (missed)'}`;
};

/** The rows as a Markdown table, as `docs/performance.md` has them. */
function tableOf(rows: readonly Row[]): string {
  const cells = [
    ['what', 'median', 'least to most', 'reach'],
    ...rows.map(row => [
      row.what,
      `${figure(row.median)} ${row.unit}`,
      `${figure(row.least)} to ${figure(row.most)}`,
      reachOf(row),
    ]),
  ];
  const widths = [0, 1, 2, 3].map(column => Math.max(...cells.map(cell => cell[column]?.length ?? 0)));
  const lines = cells.map(
    cell => `| ${cell.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  lines.splice(1, 0, `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`);
  return lines.join('\n');
}

const options = readArguments(process.argv.slice(2));
if ('wrong' in options) {
  console.error(options.wrong);
  process.exit(2);
}

const results: ({ name: string; load: number } & PartResult)[] = [];
for (const part of options.parts) {
  const load = Number(loadavg()[0]?.toFixed(2));
  if (!options.json) console.log(`\n${part.name}: ${part.about} (load ${load} at the start)\n`);
  const { rows, broken } = await part.run(options).catch((error: Error): PartResult => {
    return { rows: [], broken: [`It ended early: ${error.stack}`] };
  });
  results.push({ name: part.name, load, rows, broken });
  if (options.json) continue;
  console.log(tableOf(rows));
  for (const promise of broken) console.log(`\nBroken: ${promise}`);
}
if (options.json) console.log(JSON.stringify({ node: process.version, parts: results }, undefined, 2));
process.exitCode = results.some(({ broken }) => broken.length > 0) ? 1 : 0;
