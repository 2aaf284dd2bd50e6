import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const BUILTIN = new RegExp(`^(?:node:)?(?<name>${builtinModules.join('|')})$`);

/**
 * Takes Node's own modules by `process.getBuiltinModule`. An `import` of one reads each of its members at the start, and
 * some load more when they are read: `WebSocket` of `node:http` loads all of undici, a quarter of a function's start on
 * Node 22. CommonJS packages, which ask by `require`, are served as well; an ES module has no `require`.
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
