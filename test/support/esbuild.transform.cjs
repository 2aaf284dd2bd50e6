const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync, version } = require('esbuild');

/** What a cached result depends on beside the file. */
const TRANSFORM = version + readFileSync(__filename, 'utf8');

/** Turns TypeScript and ES modules into the CommonJS that jest runs. */
module.exports = {
  getCacheKey: (source, path, { instrument }) =>
    createHash('sha256').update([TRANSFORM, instrument, path, source].join('\0')).digest('hex'),
  process(source, path) {
    const { code, map } = transformSync(source, {
      loader: path.endsWith('.tsx') ? 'tsx' : path.endsWith('.ts') ? 'ts' : 'js',
      format: 'cjs',
      // As all ES modules are.
      banner: '"use strict";',
      // jest runs no import() in CommonJS; as a require it is loaded as late.
      supported: { 'dynamic-import': false },
      target: 'node20',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      sourcemap: 'external',
      sourcefile: path,
      define: { 'import.meta.dirname': '__dirname' },
    });
    return { code, map };
  },
};
