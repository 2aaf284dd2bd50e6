import { EVIDENCE_NAMES } from '../../core/confidence/evidence/registry.ts';
import { TalkRates } from '../../core/confidence/names/talk-rates.ts';
import { fitModel } from '../fit/fit-model.ts';
import { report, type Report, type Settings, type Without, without } from './report.ts';
import type { SpeechSets } from '../speech/speech-sets.ts';

/**
 * For comparison the figures with all evidence, as `none`; then those without each piece of evidence in turn, on the
 * same conversations. Evidence that these conversations never show is skipped: leaving it out changes nothing.
 */
export function ablation(sets: SpeechSets, settings: Settings): Record<string, Without> {
  const { figures: none, observed } = without(sets, settings, undefined);
  const ablated = EVIDENCE_NAMES.filter(name => observed.has(name)).map(
    name => [name, without(sets, settings, name).figures] as const,
  );
  return { none, ...Object.fromEntries(ablated) };
}

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
