import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { format } from 'node:util';
import { Script } from 'node:vm';
import { build } from 'esbuild';
import { expect } from 'expect';
import { ModuleMocker } from 'jest-mock';

/** These packages ship ES modules only, which a script cannot require. */
const BUNDLED = /^(\.|\/|#|jose|@noble\/|mediabunny|@simplewebauthn\/)/;

const bundling = folder => ({
  name: 'bundling',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path }) => (BUNDLED.test(path) ? undefined : { path, external: true }));
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (!path.startsWith(folder)) return undefined;
      const here = JSON.stringify(dirname(path));
      return { loader: 'ts', contents: readFileSync(path, 'utf8').replaceAll('import.meta.dirname', here) };
    });
  },
});

/**
 * A test file as one script, which is compiled once. Each call of the function runs the script from its beginning, so
 * that no mutant sees what another has left, and gives the file's tests: `{ id, name, fileName, run }`.
 */
export async function loadSuite(fileName, folder) {
  const { outputFiles } = await build({
    entryPoints: [fileName],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    plugins: [bundling(folder)],
  });
  const script = new Script(`(require, module, exports) => {${outputFiles[0].text}\n}`, {
    filename: fileName,
  });
  const requireFrom = createRequire(fileName);
  return () => {
    const { api, tests } = collectTests(fileName.slice(folder.length + 1));
    const module = { exports: {} };
    const require = name => (name === '@jest/globals' ? api : requireFrom(name));
    script.runInThisContext()(require, module, module.exports);
    return tests;
  };
}

const jest = new ModuleMocker(globalThis);

/** The part of jest's interface that the suites of the pure folders use. */
function collectTests(fileName) {
  const tests = [];
  let block = newBlock();

  const describe = (title, body) => {
    const outer = block;
    block = newBlock(outer);
    body();
    block = outer;
  };
  const test = (title, body) => {
    const own = block;
    // Titles may occur twice, places do not.
    const id = `${fileName}#${tests.length}`;
    tests.push({ id, name: title, fileName, run: () => runTest(own, body) });
  };
  for (const one of [describe, test])
    one.each = rows => (title, body) => {
      // As in jest: one row that is no list makes each row one value.
      const table = rows.every(Array.isArray) ? rows : rows.map(row => [row]);
      for (const values of table) one(format(title, ...values), () => body(...values));
    };
  const addTo = kind => body => block[kind].push(body);
  const hooks = {
    beforeAll: addTo('beforeAll'),
    beforeEach: addTo('beforeEach'),
    afterEach: addTo('afterEach'),
    // The process ends soon, and what a suite leaves open is its own.
    afterAll: addTo('afterAll'),
  };
  return { tests, api: { describe, test, expect, jest, ...hooks } };
}

const newBlock = outer => ({ outer, beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] });

/** For a test that waits for what a mutant never does. Each takes some milliseconds. In milliseconds. */
const LONGEST = 15_000;

function within(time, work) {
  let timer;
  const over = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('It takes too long.')), time);
  });
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}

async function runTest(block, body) {
  const blocks = [];
  for (let at = block; at; at = at.outer) blocks.unshift(at);
  for (const at of blocks) for (const hook of at.beforeAll.splice(0)) await hook();
  for (const at of blocks) for (const hook of at.beforeEach) await hook();
  try {
    await within(LONGEST, body());
  } finally {
    for (const at of blocks.toReversed()) for (const hook of at.afterEach) await hook();
  }
}
