import { join } from 'node:path';

const HERE = import.meta.dirname;
const place = process.env.PLACE;

/** Where the report on a folder or a file is written. */
export const reportOf = place => join(HERE, 'reports', `${place.replaceAll('/', '-')}.json`);

/** Stryker's settings for the folder or the file in the variable PLACE. */
export default {
  testRunner: 'folder',
  plugins: [join(HERE, 'runner.mjs')],
  folderOfTests: place?.replace(/\/[^/]+\.ts$/, ''),
  coverageAnalysis: 'perTest',
  mutate: [place?.endsWith('.ts') ? place : `${place}/**/*.ts`],
  // Stryker reads TypeScript's settings through an API that TypeScript 7 does not have.
  tsconfigFile: 'none.json',
  checkers: [],
  // Stryker does not know the runner's own option, `folderOfTests`.
  warnings: { unknownOptions: false },
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
  concurrency: 1,
  // A timeout counts as noticed: only an endless loop may reach it, not a busy machine.
  timeoutMS: 60_000,
};
