const { readFileSync } = require('node:fs');
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Begins with the suites that say `@slow` in their first comment, so that none of them is left when the others are over. jest
 * knows how long a suite takes only where it ran before.
 */
module.exports = class extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    const isSlow = new Map(
      sorted.map(test => [test, readFileSync(test.path, 'utf8').startsWith('/** @slow')]),
    );
    return sorted.toSorted((a, b) => Number(isSlow.get(b)) - Number(isSlow.get(a)));
  }
};
