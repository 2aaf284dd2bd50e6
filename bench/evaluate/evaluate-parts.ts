import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Model, committedModel } from '../../core/confidence/model.ts';
import { parsedModel } from '../../core/confidence/model-schema.ts';
import { ablation, type CrossCorpus, crossCorpus } from './ablation.ts';
import { BadInput, misfitOf } from '../speech/bad-input.ts';
import type { EvaluateOptions } from './options.ts';
import { drawPlots } from './plots.ts';
import { printed } from './printed.ts';
import { report, type Settings, type Without } from './report.ts';
import { contentsOf } from './settings.ts';
import { readSpeechSets, type SpeechSets } from '../speech/speech-sets.ts';

export type Checked = { sets: SpeechSets; settings: Settings };
export type SecondPart = { ablation: Record<string, Without>; crossCorpus: CrossCorpus | null };

/** Reads everything that can be wrong before anything is done. */
function check({ data, split, contacts, noise, seed, model }: EvaluateOptions): Checked {
  const sets = readSpeechSets(data, split);
  if (sets.names.length < contacts)
    throw new BadInput(`There are only ${sets.names.length} names for an address book of ${contacts}.`);
  contentsOf(sets);
  return { sets, settings: { contacts, noise, seed, model: model ? modelIn(model) : committedModel } };
}

function modelIn(path: string): Model {
  if (!existsSync(path)) throw new BadInput(`There is no model file ${path}.`);
  try {
    return { ...committedModel, ...parsedModel(JSON.parse(readFileSync(path, 'utf8'))) };
  } catch (error) {
    throw new BadInput(`${path} is no model of this version: ${misfitOf(error) ?? (error as Error).message}`);
  }
}

/** The headline figures, and what the second process adds to them. */
export const evaluateFirst = {
  check,
  async run(
    options: EvaluateOptions,
    { sets, settings }: Checked,
    second: Promise<SecondPart>,
  ): Promise<void> {
    const started = performance.now();
    const { judged, ...figures } = report(sets, settings);
    const added = await second;
    const content = added.ablation['content'];
    const all = {
      data: { split: options.split, files: sets.digests },
      settings: { contacts: options.contacts, noise: options.noise, seed: options.seed },
      model: { version: settings.model.version, date: settings.model.date },
      ...figures,
      withoutContent: content && {
        reachedPhone: content.reachedPhone,
        discarded: content.discarded,
        n: content.n,
      },
      ablation: added.ablation,
      crossCorpus: added.crossCorpus,
      seconds: Math.round((performance.now() - started) / 100) / 10,
    };
    console.log(options.json ? JSON.stringify(all, null, 2) : printed(all));
    if (options.plots) for (const path of drawPlots(sets, settings, judged)) console.error(`Wrote ${path}`);
  },
};

/** What the second process does: the ablation, and the cross-corpus run where the data allow it. */
export function evaluateSecond(options: EvaluateOptions): SecondPart {
  const { sets, settings } = check(options);
  const trained = existsSync(join(options.data, 'background.train.jsonl'));
  const train = trained ? readSpeechSets(options.data, 'train') : sets;
  return {
    ablation: ablation(sets, settings),
    crossCorpus: crossCorpus(train, sets, settings) ?? null,
  };
}
