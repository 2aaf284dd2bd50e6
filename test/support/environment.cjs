const { TestEnvironment } = require('jest-environment-node');

let dictionary;

/**
 * Node's environment, with a global function that gives the pronouncing dictionary. jest compiles each module again for each suite; this
 * one has 4.7 MB, so it is compiled once for each of jest's processes.
 */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    dictionary ??= (await import('cmu-pronouncing-dictionary')).dictionary;
    // A function, because jest walks through each global object in the end.
    this.global.pronouncingDictionary = () => dictionary;
  }
};
