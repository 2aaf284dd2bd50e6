import { availableParallelism } from 'node:os';

/** Tests run as CommonJS through esbuild; these packages ship ES modules only and are transformed too. */
const esmOnly = [
  'jose',
  '@noble/hashes',
  '@noble/curves',
  'mediabunny',
  'mpg123-decoder',
  '@wasm-audio-decoders/common',
  '@eshaz/web-worker',
  'simple-yenc',
  'idb-keyval',
  'preact',
  '@simplewebauthn/browser',
  '@simplewebauthn/server',
  '@faker-js/faker',
  'grammy',
];

export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '\\.(tsx?|m?js)$': '<rootDir>/test/support/esbuild.transform.cjs' },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  testSequencer: '<rootDir>/test/support/slowest-first.cjs',
  testEnvironment: '<rootDir>/test/support/environment.cjs',
  globalSetup: '<rootDir>/test/support/apps-once.ts',
  moduleNameMapper: {
    '^cmu-pronouncing-dictionary$': '<rootDir>/test/support/pronouncing-dictionary.cjs',
    '/esbuild/load-apps\\.ts$': '<rootDir>/test/support/apps-once.ts',
  },
  // Only a fault takes this long: no verdict may depend on how fast the machine is.
  testTimeout: 180_000,
  // Many of these tests wait for a browser, a process or a clock, and leave their core idle.
  maxWorkers: 2 * availableParallelism(),
};
