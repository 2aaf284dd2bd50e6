import { EVIDENCE_NAMES } from '../../core/confidence/evidence/registry.ts';
import { TalkRates } from '../../core/confidence/names/talk-rates.ts';
import { fitModel } from '../fit/fit-model.ts';
import type { SpeechSets } from '../speech/speech-sets.ts';
import {
  type AblatedFigures,
  evaluateModel,
  evaluateWithout,
  type EvaluationFigures,
  type EvaluationSettings,
} from './evaluate-model.ts';

/**
 * The figures without each piece of evidence in turn and, as `none`, with all of them, on the same conversations.
 * Evidence that these conversations never show is skipped, because leaving it out changes nothing.
 */
export function ablate(sets: SpeechSets, settings: EvaluationSettings): Record<string, AblatedFigures> {
  const { figures: none, observed } = evaluateWithout(sets, settings, undefined);
  const ablated = EVIDENCE_NAMES.filter(name => observed.has(name)).map(
    name => [name, evaluateWithout(sets, settings, name).figures] as const,
  );
  return { none, ...Object.fromEntries(ablated) };
}

export type CrossCorpus = { fittedOn: string; judgedOn: string } & Pick<
  EvaluationFigures,
  'forced' | 'genuine' | 'calibration'
>;

/**
 * Fits a model on one source of talk alone and evaluates it on another, because content evidence may only have learnt
 * the manner of a corpus. Undefined if the data do not have both sources.
 */
export function evaluateAcrossCorpora(
  train: SpeechSets,
  judged: SpeechSets,
  settings: EvaluationSettings,
  [fittedOn, judgedOn]: readonly [string, string] = ['Switchboard', 'ICSI'],
): CrossCorpus | undefined {
  const onlyFrom = (sets: SpeechSets, source: string): SpeechSets => ({
    ...sets,
    background: sets.background.filter(one => one.source === source),
  });
  const [fitSets, judgedSets] = [onlyFrom(train, fittedOn), onlyFrom(judged, judgedOn)];
  if (fitSets.background.length === 0 || judgedSets.background.length === 0) return undefined;
  const { model, content, talk } = fitModel(fitSets, {
    seed: settings.seed,
    date: settings.model.date,
    least: CROSS_CHAINS,
  });
  const fitted = { ...model, dev: {}, content, talk: new TalkRates(talk) };
  const { forced, genuine, calibration } = evaluateModel(judgedSets, {
    ...settings,
    model: fitted,
    chains: CROSS_CHAINS,
  });
  return { fittedOn, judgedOn, forced, genuine, calibration };
}

const CROSS_CHAINS = 10_000;
