const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

let dictionary;

/** Compiled modules, by their file's name. jest compiles each module again for each suite; a kept script has its byte code already. */
const scripts = new Map();
/**
 * What no test replaces: modules would not see it. They get these as parameters, because each use of a global is slow in a
 * context.
 */
const GLOBALS =
  'Array,BigInt,Boolean,Error,JSON,Map,Math,Number,Object,Promise,RegExp,Set,String,Symbol,Uint8Array';
const { compileFunction } = vm;
vm.compileFunction = (source, parameters = [], options = {}) => {
  if (!options.parsingContext) return compileFunction(source, parameters, options);
  const { filename, parsingContext } = options;
  let script = scripts.get(filename);
  if (script?.source !== source) {
    const head = `((${GLOBALS}) => function (${parameters.join()}) {`;
    const compiled = new vm.Script(`${head}${source}\n})(${GLOBALS})`, {
      filename,
      columnOffset: -head.length,
    });
    script = { source, compiled };
    scripts.set(filename, script);
  }
  return script.compiled.runInContext(parsingContext);
};

/**
 * Node's environment, with a global function that gives the pronouncing dictionary: 135,000 entries, which are read once for each
 * of jest's processes.
 */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    dictionary ??= (await import('cmu-pronouncing-dictionary')).dictionary;
    // A function, because jest walks through each global object in the end.
    this.global.pronouncingDictionary = () => dictionary;
  }
};
