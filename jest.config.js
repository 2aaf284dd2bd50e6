import { availableParallelism } from 'node:os';

/** Tests run as CommonJS through esbuild; these packages ship ES modules only and are transformed too. */
const esmOnly = [
  'jose',
  '@noble/hashes',
  '@noble/curves',
  'mediabunny',
  'idb-keyval',
  'preact',
  '@simplewebauthn/browser',
  '@simplewebauthn/server',
  '@faker-js/faker',
];

export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '\\.(tsx?|m?js)$': '<rootDir>/test/support/esbuild.transform.cjs' },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  testEnvironment: '<rootDir>/test/support/environment.cjs',
  moduleNameMapper: { '^cmu-pronouncing-dictionary$': '<rootDir>/test/support/pronouncing-dictionary.cjs' },
  // Only a fault takes this long: no verdict may depend on how fast the machine is.
  testTimeout: 180_000,
  // Many of these tests wait for a browser, a process or a clock, and leave their core idle.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
};
