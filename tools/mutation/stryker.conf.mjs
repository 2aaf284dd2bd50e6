import { join } from 'node:path';

const HERE = import.meta.dirname;
const place = process.env.PLACE;

/** Where the report on a folder or a file is written. */
export const reportOf = place => join(HERE, 'reports', `${place.replaceAll('/', '-')}.json`);

/** Stryker's settings for the folder or the file in the variable PLACE. */
export default {
  testRunner: 'jest',
  plugins: [join(HERE, 'node_modules/@stryker-mutator/jest-runner/dist/src/index.js')],
  coverageAnalysis: 'perTest',
  mutate: [place?.endsWith('.ts') ? place : `${place}/**/*.ts`],
  jest: { configFile: 'tools/mutation/jest.config.js', enableFindRelatedTests: false },
  // Stryker reads TypeScript's settings through an API that TypeScript 7 does not have.
  tsconfigFile: 'none.json',
  checkers: [],
  disableTypeChecks: false,
  ignorePatterns: [
    'docs',
    'dist',
    'data',
    'cdk.out',
    'tools/mutation/node_modules',
    'tools/mutation/reports',
  ],
  tempDirName: join(HERE, 'reports/sandboxes'),
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  jsonReporter: { fileName: place && reportOf(place) },
  // Code that runs while a module is loaded belongs to no single test: each such mutant would cost every test.
  ignoreStatic: true,
  concurrency: 2,
  // A timeout counts as noticed: only an endless loop may reach it, not a busy machine.
  timeoutMS: 60_000,
};
