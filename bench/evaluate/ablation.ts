import type { EvidenceName } from '../../core/confidence/evidence/cases.ts';
import { TalkRates } from '../../core/confidence/names/talk-rates.ts';
import { fitModel } from '../fit/fit-model.ts';
import { report, type Report, type Settings, type Without, without } from './report.ts';
import type { SpeechSets } from '../speech/speech-sets.ts';

/** The evidence that the settings show. The rest has no public data. */
const ABLATED: readonly EvidenceName[] = [
  'opening',
  'recipient',
  'commonness',
  'margin',
  'name-again',
  'content',
  'length',
  'miss',
];

/** Each piece of evidence left out in turn, and for comparison none, on the same conversations. */
export const ablation = (sets: SpeechSets, settings: Settings): Record<string, Without> => ({
  none: without(sets, settings, undefined),
  ...Object.fromEntries(ABLATED.map(name => [name, without(sets, settings, name)])),
});

export type CrossCorpus = { fittedOn: string; judgedOn: string } & Pick<
  Report,
  'forced' | 'genuine' | 'calibration'
>;

/**
 * Fitted on one source of talk alone and judged on another: content evidence may only have learnt a corpus's
 * manner. Undefined where the data do not have both.
 */
export function crossCorpus(
  train: SpeechSets,
  judged: SpeechSets,
  settings: Settings,
  [fittedOn, judgedOn]: readonly [string, string] = ['Switchboard', 'ICSI'],
): CrossCorpus | undefined {
  const only = (sets: SpeechSets, source: string): SpeechSets => ({
    ...sets,
    background: sets.background.filter(one => one.source === source),
  });
  const [here, there] = [only(train, fittedOn), only(judged, judgedOn)];
  if (here.background.length === 0 || there.background.length === 0) return undefined;
  const { model, content, talk } = fitModel(here, {
    seed: settings.seed,
    date: settings.model.date,
    least: CROSS,
  });
  const fitted = { ...model, dev: {}, content, talk: new TalkRates(talk) };
  const { forced, genuine, calibration } = report(there, { ...settings, model: fitted, chains: CROSS });
  return { fittedOn, judgedOn, forced, genuine, calibration };
}

const CROSS = 10_000;
