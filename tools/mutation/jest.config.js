import base from '../../jest.config.js';

const folder = process.env.PLACE.replace(/\/[^/]+\.ts$/, '');

export default {
  ...base,
  rootDir: '../..',
  testMatch: [`<rootDir>/test/${folder}/**/*.test.ts`],
  // The lifecycle tests explore thousands of states and read sources that Stryker has changed; properties are slow, too.
  testPathIgnorePatterns: ['lifecycle', 'property'],
  maxWorkers: 1,
};
