/** @slow */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateOptions, fitOptions } from '../../../bench/evaluate/options.ts';
import { ablate } from '../../../bench/evaluate/ablation.ts';
import { evaluateModel, evaluateWithout } from '../../../bench/evaluate/evaluate-model.ts';
import { fitModel } from '../../../bench/fit/fit-model.ts';
import { countUnforced } from '../../../bench/evaluate/play-conversations.ts';
import { readSpeechSets } from '../../../bench/speech/speech-sets.ts';
import { committedModel as model } from '../../../core/confidence/model.ts';
import { parsedModel } from '../../../core/confidence/model-schema.ts';
import { bundleForNode } from '../../support/bundle.ts';
import { aSpeechFolder } from '../a-speech-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const MODEL = join(ROOT, 'core', 'confidence', 'model.json');

const settings = { contacts: 10, noise: 0.1, seed: 1, model, chains: 40 };
const sets = () => readSpeechSets(aSpeechFolder(), 'dev');

describe('the evaluation on made-up speech', () => {
  const { judged, ...figures } = evaluateModel(sets(), settings);

  test('an evaluation counts the conversations that it played', () => {
    expect(figures.forced.n).toBeGreaterThanOrEqual(40);
    expect(figures.genuine.n).toBeGreaterThanOrEqual(8);
    expect(judged.length).toBeLessThanOrEqual(figures.forced.n + figures.genuine.n);
    expect(judged.length).toBeGreaterThan(0);
    expect(figures.misdirected.n).toBe(2);
  });

  test.each([
    'forced.reachedPhone',
    'forced.baseline2018',
    'forced.n',
    'genuine.discarded',
    'genuine.friction.listen',
    'genuine.friction.choose',
    'genuine.meanTurns',
    'genuine.n',
    'unforced.startsPer10kWords',
    'misdirected.reachedPhone',
    'calibration.ece',
    'calibration.brier',
    'calibration.logLoss',
  ])('an evaluation reports %s', key => {
    expect(figures).toHaveProperty(key, expect.any(Number));
  });

  test('clear requests are held, in fewer turns than four', () => {
    const { discarded, friction, meanTurns } = figures.genuine;
    expect(discarded + friction.listen + friction.choose).toBeCloseTo(1, 10);
    expect(discarded).toBeLessThan(0.5);
    expect(meanTurns).toBeGreaterThanOrEqual(2);
    expect(meanTurns).toBeLessThan(4);
  });

  test('the same seed gives the same figures', () => {
    expect(evaluateModel(sets(), settings)).toEqual({ judged, ...figures });
  });

  test('another seed gives other conversations', () => {
    const other = evaluateModel(sets(), { ...settings, seed: 2 });
    expect(other.judged.map(({ logOdds }) => logOdds)).not.toEqual(judged.map(({ logOdds }) => logOdds));
  });

  test('more accidents reach the phone if no evidence is weighed', () => {
    const blind = { ...settings, model: { ...model, bounds: { stop: -Infinity, sure: -Infinity } } };
    const { forced } = evaluateModel(namedTalk(), blind);
    expect(forced.reachedPhone).toBeGreaterThan(evaluateModel(namedTalk(), settings).forced.reachedPhone);
  });

  test('conversations take more turns without the recipient evidence', () => {
    const more = { ...settings, chains: 500 };
    const all = evaluateWithout(namedTalk(), more, undefined).figures;
    const blind = evaluateWithout(namedTalk(), more, 'recipient').figures;
    expect(blind.meanTurns).toBeGreaterThan(all.meanTurns);
    expect(blind.n).toEqual(all.n);
  });

  test('an ablation leaves out only evidence that the conversations show', () => {
    const ablated = Object.keys(ablate(sets(), settings));
    expect(ablated).toEqual(expect.arrayContaining(['none', 'opening', 'recipient']));
    for (const name of ['speaker', 'room-history']) expect(ablated).not.toContain(name);
  });

  test('an unforced conversation starts only if the skill’s own name is heard', () => {
    const startsIn = (text: string) => {
      const row = { id: '1', source: 'x', turns: [{ by: 'A', text }] };
      const folder = aSpeechFolder({ 'background.jsonl': JSON.stringify(row) });
      return countUnforced(readSpeechSets(folder, 'dev')).starts;
    };
    expect(startsIn('I will have a second yes please')).toBe(1);
    expect(startsIn('wait a second yeah yes')).toBe(0);
  });
});

/** Talk in which a contact's name is often said. */
function namedTalk() {
  const text = Array.from({ length: 100 }, () => 'and then christopher went over there you know').join(' ');
  const row = { id: '1', source: 'x', turns: [{ by: 'A', text }] };
  const names = `name\tcount\n${'Christopher Jennifer Matthew Stephanie Benjamin Rebecca Nicholas Victoria Alexander Elizabeth'
    .split(' ')
    .map(name => `${name}\t1\n`)
    .join('')}`;
  return readSpeechSets(
    aSpeechFolder({ 'background.jsonl': JSON.stringify(row), 'names.tsv': names }),
    'dev',
  );
}

describe('the fit', () => {
  test('the same data and seed give the same model, and the code reads it', () => {
    const options = { seed: 3, date: '2026-01-01', least: 60 };
    const [one, two] = [fitModel(sets(), options), fitModel(sets(), options)];
    expect(one).toEqual(two);
    expect(parsedModel({ ...one.model, dev: {} }).fitted).toBe(true);
  });

  test('the date of a fit is a day', () => {
    expect(fitOptions(['--data', 'x', '--date', '2026-01-31']).date).toBe('2026-01-31');
    expect(() => fitOptions(['--data', 'x', '--date', 'today'])).toThrow('YYYY-MM-DD');
    expect(() => fitOptions([])).toThrow('--data');
  });
});

describe('options', () => {
  test('the default options are those of the headline figures', () => {
    expect(evaluateOptions(['--data', 'x'])).toMatchObject({
      split: 'dev',
      contacts: 30,
      noise: 0.1,
      seed: 1,
      json: false,
    });
  });

  test.each([
    [[], '--data'],
    [['--data', 'x', '--contacts', '0'], '--contacts'],
    [['--data', 'x', '--noise', 'much'], '--noise'],
    [['--data', 'x', '--noise', ''], '--noise'],
    [['--data', 'x', '--seed', '1.5'], '--seed'],
    [['--data', 'x', '--split', 'test'], '--split'],
    [['--data', 'x', '--loud'], '--loud'],
  ])('the options %j are refused', (args, message) => {
    expect(() => evaluateOptions(args)).toThrow(message);
  });
});

describe('bad input', () => {
  const before = readFileSync(MODEL, 'utf8');
  const SCRIPTS = ['evaluate/evaluate.ts', 'fit/fit.ts'] as const;
  let bundles: Map<string, string>;
  beforeAll(async () => {
    const made = SCRIPTS.map(
      async script => [script, await bundleForNode(join(ROOT, 'bench', script))] as const,
    );
    bundles = new Map(await Promise.all(made));
  });
  const run = (script: string, ...args: string[]) =>
    spawnSync(process.execPath, [bundles.get(script) ?? '', ...args], { encoding: 'utf8' });

  test.each([
    ['evaluate/evaluate.ts', ['--data', '/nowhere'], 'There is no folder /nowhere.'],
    ['fit/fit.ts', ['--data', '/nowhere'], 'There is no folder /nowhere.'],
    ['evaluate/evaluate.ts', ['--data', aSpeechFolder({ 'names.tsv': undefined })], 'names.tsv'],
    [
      'fit/fit.ts',
      ['--data', aSpeechFolder({ 'commands.jsonl': '{"text":' })],
      'commands.jsonl:1 is not JSON',
    ],
    ['evaluate/evaluate.ts', ['--data', aSpeechFolder(), '--contacts', '100'], 'There are only 35 names'],
    [
      'evaluate/evaluate.ts',
      ['--data', aSpeechFolder(), '--model', aModel({ version: '1' })],
      'no model of this version',
    ],
    [
      'evaluate/evaluate.ts',
      ['--data', aSpeechFolder(), '--model', '/nowhere.json'],
      'There is no model file',
    ],
  ])('the program %s with %j ends with code 2, prints %s and writes nothing', (script, args, message) => {
    const { status, stderr, stdout } = run(script, ...args);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
    expect(status).toBe(2);
    expect(readFileSync(MODEL, 'utf8')).toBe(before);
  });
});

function aModel(more: object): string {
  const path = join(mkdtempSync(join(tmpdir(), 'model-')), 'model.json');
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(MODEL, 'utf8')), ...more }));
  return path;
}
