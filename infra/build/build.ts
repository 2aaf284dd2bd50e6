import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildFunction } from './build-function.ts';
import { buildPhone } from './build-phone.ts';
import { FUNCTIONS } from '../../lambda/environment.ts';

/** Builds the three functions into `dist/lambda`, with their sizes in `sizes.json`, and the phone app into `dist/phone`. */
const lambda = join('dist', 'lambda');
rmSync(lambda, { recursive: true, force: true });
rmSync(join('dist', 'phone'), { recursive: true, force: true });

const sizes: Record<string, { bundle: number; beside: Record<string, number> }> = {};
for (const name of FUNCTIONS) {
  const { bundle, beside } = await buildFunction(name, join(lambda, name));
  sizes[name] = { bundle, beside };
  const files = Object.entries(beside).map(([file, bytes]) => `, ${file} ${bytes}`);
  console.log(`${name.padEnd(9)} ${bundle} bytes${files.join('')}`);
}
writeFileSync(join(lambda, 'sizes.json'), `${JSON.stringify(sizes, undefined, 2)}\n`);
await buildPhone(join('dist', 'phone'));
