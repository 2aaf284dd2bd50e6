import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Amazon's renderer of APL documents, as a script that puts it on `window.APL`. It is 5 MB, so it is read when a page
 * asks for it. Version 1.4.0 is the last one that comes whole: later ones fetch their engine while they are installed.
 */
export async function readViewhost(): Promise<string> {
  const require = createRequire(join(import.meta.dirname, 'viewhost.js'));
  const renderer = (await readFile(require.resolve('apl-viewhost-web'), 'utf8'))
    // Its fonts would come from Amazon's server. The page asks nobody else for anything.
    .replaceAll(/url\('https:[^']+'\)/g, "local('sans-serif')");
  // It is a CommonJS module. The engine must be started in the task that loads it.
  return `var module = { exports: {} }; var exports = module.exports;\n${renderer}\n;window.APL = module.exports; window.engine = window.APL.initEngine();`;
}
