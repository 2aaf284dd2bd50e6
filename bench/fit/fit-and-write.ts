import { renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TalkRates } from '../../core/confidence/names/talk-rates.ts';
import { evaluateModel } from '../evaluate/evaluate-model.ts';
import type { FitOptions } from '../evaluate/options.ts';
import { BadInput } from '../speech/bad-input.ts';
import { readSpeechSets, type SpeechSets } from '../speech/speech-sets.ts';
import { fitModel } from './fit-model.ts';

/** What `npm run evaluate` uses if nothing else is given. */
const DEFAULT_EVALUATION = { contacts: 30, noise: 0.1 };

const FOLDER = join(import.meta.dirname, '..', '..', 'core', 'confidence');
/** The least number of accidents to fit on. */
const LEAST = 20_000;

/** Fits on the train split, evaluates on the dev split, and writes the three files that the logic reads. */
export function fitAndWrite({ data, seed, date }: FitOptions): void {
  const train = readSpeechSets(data, 'train');
  const dev = readSpeechSets(data, 'dev');
  if (Object.keys(dev.digests).every(name => name in train.digests))
    console.error('The data have no dev split, so the figures in the model are those of what was fitted.');
  const { model, content, talk } = fitModel(train, {
    seed,
    date: date ?? dayOfData(data, train),
    least: LEAST,
  });
  const figures = evaluateModel(dev, {
    ...DEFAULT_EVALUATION,
    seed,
    model: { ...model, dev: {}, content, talk: new TalkRates(talk) },
  });
  const rounded = (value: number) => Number(value.toPrecision(4));
  const files = {
    'talk-words.json': { version: model.version, per10kWords: talk },
    'content-model.json': { version: model.version, weights: Object.fromEntries(content) },
    'model.json': {
      ...model,
      dev: {
        ...DEFAULT_EVALUATION,
        reachedPhone: rounded(figures.forced.reachedPhone),
        baseline2018: rounded(figures.forced.baseline2018),
        discarded: rounded(figures.genuine.discarded),
        choose: rounded(figures.genuine.friction.choose),
        meanTurns: rounded(figures.genuine.meanTurns),
        ece: rounded(figures.calibration.ece),
      },
    },
  };
  // First all files are written under other names, then renamed: a fit that fails midway changes nothing.
  for (const [name, json] of Object.entries(files)) {
    const indent = name === 'model.json' ? 2 : 0;
    writeFileSync(join(FOLDER, `${name}.new`), `${JSON.stringify(json, null, indent)}\n`);
  }
  for (const name of Object.keys(files)) renameSync(join(FOLDER, `${name}.new`), join(FOLDER, name));
  console.log(`Fitted on ${data}, seed ${seed}: ${JSON.stringify(files['model.json'].dev)}`);
}

/** The day of the newest file, so that the same data give the same model. */
function dayOfData(folder: string, { digests }: SpeechSets): string {
  const newest = Math.max(...Object.keys(digests).map(name => statSync(join(folder, name)).mtimeMs));
  if (!Number.isFinite(newest)) throw new BadInput(`${folder} has no files.`);
  return new Date(newest).toISOString().slice(0, 10);
}
