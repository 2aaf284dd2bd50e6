import { renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TalkRates } from '../../core/confidence/names/talk-rates.ts';
import { BadInput } from '../speech/bad-input.ts';
import { fitModel } from './fit-model.ts';
import type { FitOptions } from '../evaluate/options.ts';
import { report } from '../evaluate/report.ts';
import { readSpeechSets, type SpeechSets } from '../speech/speech-sets.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'core', 'confidence');
/** Accidents to fit on. */
const LEAST = 20_000;

/** Fits on the train split, judges on the dev split, and writes the three files that the logic reads. */
export function fitAndWrite({ data, seed, date }: FitOptions): void {
  const train = readSpeechSets(data, 'train');
  const dev = readSpeechSets(data, 'dev');
  if (Object.keys(dev.digests).every(name => name in train.digests))
    console.error('The data have no dev split, so the figures in the model are those of what was fitted.');
  const { model, content, talk } = fitModel(train, { seed, date: date ?? dayOf(data, train), least: LEAST });
  const figures = report(dev, {
    contacts: 30,
    noise: 0.1,
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
        contacts: 30,
        noise: 0.1,
        reachedPhone: rounded(figures.forced.reachedPhone),
        baseline2018: rounded(figures.forced.baseline2018),
        discarded: rounded(figures.genuine.discarded),
        choose: rounded(figures.genuine.friction.choose),
        meanTurns: rounded(figures.genuine.meanTurns),
        ece: rounded(figures.calibration.ece),
      },
    },
  };
  // Written beside and renamed, the model last: a fit that fails midway leaves what was there.
  for (const [name, json] of Object.entries(files)) {
    const indent = name === 'model.json' ? 2 : 0;
    writeFileSync(join(FOLDER, `${name}.new`), `${JSON.stringify(json, null, indent)}\n`);
  }
  for (const name of Object.keys(files)) renameSync(join(FOLDER, `${name}.new`), join(FOLDER, name));
  console.log(`Fitted on ${data}, seed ${seed}: ${JSON.stringify(files['model.json'].dev)}`);
}

/** The day of the newest file that was read, so that the same data give the same model. */
function dayOf(folder: string, { digests }: SpeechSets): string {
  const newest = Math.max(...Object.keys(digests).map(name => statSync(join(folder, name)).mtimeMs));
  if (!Number.isFinite(newest)) throw new BadInput(`${folder} has no files.`);
  return new Date(newest).toISOString().slice(0, 10);
}
