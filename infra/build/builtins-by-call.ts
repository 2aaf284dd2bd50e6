import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const BUILTIN = new RegExp(`^(?:node:)?(?<name>${builtinModules.join('|')})$`);

/**
 * Loads Node's own modules by `process.getBuiltinModule`. An `import` reads every member of such a module at the start, and
 * reading some members loads more: `WebSocket` of `node:http` loads all of undici, which takes a quarter of a function's
 * cold start on Node 22. It also replaces the `require` of CommonJS packages, which an ES module does not have.
 */
export const builtinsByCall: Plugin = {
  name: 'builtins-by-call',
  setup(build) {
    build.onResolve({ filter: BUILTIN }, ({ path }) => ({
      path: BUILTIN.exec(path)?.groups?.['name'] ?? path,
      namespace: 'builtin',
    }));
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      loader: 'js',
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};
