import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { committedModel, type Model } from '../../core/confidence/model.ts';
import { parsedModel } from '../../core/confidence/model-schema.ts';
import { BadInput, firstIssue } from '../speech/bad-input.ts';
import { readSpeechSets, type SpeechSets } from '../speech/speech-sets.ts';
import { ablate, type CrossCorpus, evaluateAcrossCorpora } from './ablation.ts';
import { type AblatedFigures, evaluateModel, type EvaluationSettings } from './evaluate-model.ts';
import { formatReport } from './format-report.ts';
import type { EvaluateOptions } from './options.ts';
import { contentsOf } from './play-conversations.ts';
import { drawPlots } from './plots.ts';

type Input = { sets: SpeechSets; settings: EvaluationSettings };

/** The figures that compare models: the ablation, and the cross-corpus run if the data allow it. */
export type Comparisons = { ablation: Record<string, AblatedFigures>; crossCorpus: CrossCorpus | null };

/** Reads the speech sets and the model. Throws {@link BadInput} for everything that can be wrong with them. */
export function readInput({ data, split, contacts, noise, seed, model }: EvaluateOptions): Input {
  const sets = readSpeechSets(data, split);
  if (sets.names.length < contacts)
    throw new BadInput(`There are only ${sets.names.length} names for an address book of ${contacts}.`);
  contentsOf(sets);
  return { sets, settings: { contacts, noise, seed, model: model ? readModel(model) : committedModel } };
}

function readModel(path: string): Model {
  if (!existsSync(path)) throw new BadInput(`There is no model file ${path}.`);
  try {
    return { ...committedModel, ...parsedModel(JSON.parse(readFileSync(path, 'utf8'))) };
  } catch (error) {
    throw new BadInput(
      `${path} is no model of this version: ${firstIssue(error) ?? (error as Error).message}`,
    );
  }
}

/** Evaluates the model and prints its figures together with the comparisons, which another process computes. */
export async function evaluateAndPrint(
  options: EvaluateOptions,
  { sets, settings }: Input,
  comparisons: Promise<Comparisons>,
): Promise<void> {
  const started = performance.now();
  const { judged, ...figures } = evaluateModel(sets, settings);
  const { ablation, crossCorpus } = await comparisons;
  const content = ablation['content'];
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
    ablation,
    crossCorpus,
    seconds: Math.round((performance.now() - started) / 100) / 10,
  };
  console.log(options.json ? JSON.stringify(all, null, 2) : formatReport(all));
  if (options.plots) for (const path of drawPlots(sets, settings, judged)) console.error(`Wrote ${path}`);
}

export function compareModels(options: EvaluateOptions): Comparisons {
  const { sets, settings } = readInput(options);
  const hasTrainSplit = existsSync(join(options.data, 'background.train.jsonl'));
  const train = hasTrainSplit ? readSpeechSets(options.data, 'train') : sets;
  return {
    ablation: ablate(sets, settings),
    crossCorpus: evaluateAcrossCorpora(train, sets, settings) ?? null,
  };
}
