import type { Explored } from './explore.ts';

/** Writes into the test's output how much was explored, and the way to what was found. */
export function tell(what: string, { states, transitions, closed, violation }: Explored): void {
  const all = closed ? 'all there are' : 'not all there are';
  const lines = [`${what}: ${states} distinct states (${all}), ${transitions} transitions`];
  if (violation) lines.push(`  ${violation.what}`, ...violation.way.map(step => `    ${step}`));
  process.stdout.write(`${lines.join('\n')}\n`);
}
