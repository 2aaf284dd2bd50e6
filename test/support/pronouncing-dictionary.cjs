/** Stands in for the package `cmu-pronouncing-dictionary`: its very words, from the environment (environment.cjs). */
module.exports = { dictionary: globalThis.pronouncingDictionary() };
