import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { commonTokens, declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { loadSuite } from './suite.mjs';

/** These try thousands of states, forgeries or utterances, and the first read sources that Stryker has changed. */
const LEFT_OUT = /lifecycle|property|bit-flips|any-talk|every-reply/;

/** What the instrumented code reads and writes. */
const context = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

/**
 * Runs a folder's tests in one process. jest loads each module of each suite again for each mutant, which takes
 * seconds; here a suite is one script that was compiled before, which takes some milliseconds.
 */
class FolderTestRunner {
  #suites = [];

  constructor({ folder }) {
    this.folder = folder;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    // A mutant may leave a promise behind that is rejected later.
    process.on('unhandledRejection', () => {});
    const place = join(process.cwd(), 'test', this.folder);
    const files = readdirSync(place, { encoding: 'utf8', recursive: true }).filter(
      name => name.endsWith('.test.ts') && !LEFT_OUT.test(name),
    );
    for (const file of files.sort((a, b) => (a < b ? -1 : 1)))
      this.#suites.push({
        file: `test/${this.folder}/${file}`,
        load: await loadSuite(join(place, file), process.cwd()),
      });
  }

  async dryRun({ disableBail }) {
    const result = await this.#run({ shallBail: !disableBail });
    this.#putQuickestFirst(result.tests);
    this.#addLaterTests(result.tests);
    return { ...result, mutantCoverage: context.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, disableBail, hitLimit }) {
    context.activeMutant = activeMutant.id;
    context.hitCount = hitLimit ? 0 : undefined;
    context.hitLimit = hitLimit;
    const result = await this.#run({ only: testFilter && new Set(testFilter), shallBail: !disableBail });
    const endless = determineHitLimitReached(context.hitCount, context.hitLimit);
    return toMutantRunResult(endless ?? result, disableBail);
  }

  /** Most mutants are noticed by many tests, and the first that notices one ends its run. */
  #putQuickestFirst(tests = []) {
    const timeOf = suite =>
      tests
        .filter(({ id }) => id.startsWith(`${suite.file}#`))
        .reduce((sum, test) => sum + test.timeSpentMs, 0);
    const times = new Map(this.#suites.map(suite => [suite, timeOf(suite)]));
    this.#suites.sort((a, b) => times.get(a) - times.get(b));
  }

  /**
   * A table that is made at its first use and kept is reached by one test of a suite and used by all that follow. So what
   * one test alone reaches is tried with the suite's later tests, too.
   */
  #addLaterTests(tests = []) {
    const { perTest } = context.mutantCoverage;
    for (const { file } of this.#suites) {
      const own = tests.filter(({ id }) => id.startsWith(`${file}#`)).map(({ id }) => (perTest[id] ??= {}));
      const reachedBy = new Map();
      own.forEach((mutants, at) => {
        for (const mutant of Object.keys(mutants))
          reachedBy.set(mutant, [...(reachedBy.get(mutant) ?? []), at]);
      });
      for (const [mutant, [first, second]] of reachedBy)
        if (second === undefined) for (const later of own.slice(first + 1)) later[mutant] = 1;
    }
  }

  async #run({ only, shallBail }) {
    const results = [];
    for (const { file, load } of this.#suites) {
      if (only && ![...only].some(id => id.startsWith(`${file}#`))) continue;
      context.currentTestId = undefined;
      let tests;
      try {
        tests = load();
      } catch (error) {
        return { status: DryRunStatus.Error, errorMessage: String(error?.stack) };
      }
      for (const test of tests) {
        if (only && !only.has(test.id)) continue;
        const result = await runOne(test);
        results.push(result);
        if (shallBail && result.status === TestStatus.Failed)
          return { status: DryRunStatus.Complete, tests: results };
      }
    }
    return { status: DryRunStatus.Complete, tests: results };
  }
}

async function runOne({ id, name, fileName, run }) {
  const begun = performance.now();
  context.currentTestId = id;
  const failure = await run().then(
    () => undefined,
    error => String(error?.message ?? error),
  );
  const timeSpentMs = performance.now() - begun;
  return failure === undefined
    ? { id, name, fileName, timeSpentMs, status: TestStatus.Success }
    : { id, name, fileName, timeSpentMs, status: TestStatus.Failed, failureMessage: failure };
}

const make = options => new FolderTestRunner({ folder: options.folderOfTests });
make.inject = [commonTokens.options];

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'folder', make)];
