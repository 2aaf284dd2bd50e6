const { transformSync } = require('esbuild');

/** Turns TypeScript and ES modules into the CommonJS that jest runs. */
module.exports = {
  process(source, path) {
    const { code, map } = transformSync(source, {
      loader: path.endsWith('.tsx') ? 'tsx' : path.endsWith('.ts') ? 'ts' : 'js',
      format: 'cjs',
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
