import { evidenceNamed, type EvidenceName } from '../../core/confidence/evidence/registry.ts';
import type { Model } from '../../core/confidence/model.ts';
import { requiredFriction } from '../../core/confidence/required-friction.ts';
import { evidenceOf, logOddsOf } from '../../core/confidence/story.ts';
import { defaultSettings } from '../../core/household/settings.ts';
import type { SpeechSets } from '../speech/speech-sets.ts';
import { type Calibration, calibrationOf, clusteredRate, type Judged, type Rate } from './figures.ts';
import {
  countUnforced,
  type Played,
  playForced,
  playGenuine,
  playGenuineInOneBreath,
  playMisdirected,
  type PlayOptions,
} from './play-conversations.ts';

/** A 95% interval. */
export type Interval = [low: number, high: number];

/** The figures with one piece of evidence left out. All rates are fractions of their `n`. */
export type AblatedFigures = {
  reachedPhone: number;
  discarded: number;
  choose: number;
  meanTurns: number;
  n: { forced: number; genuine: number };
};

/** The figures of one evaluation. All rates are fractions of their `n`. */
export type EvaluationFigures = {
  forced: {
    reachedPhone: number;
    reachedPhoneInterval: Interval;
    baseline2018: number;
    baseline2018Interval: Interval;
    overBaseline: number;
    n: number;
  };
  /** Harder than the definition: a name comes with the grant. */
  forcedInOneSentence: { reachedPhone: number; reachedPhoneInterval: Interval; n: number };
  /** The platform hands twenty words of talk to the intent for requests in one breath. */
  forcedInOneBreath: {
    reachedPhone: number;
    reachedPhoneInterval: Interval;
    overBaseline: number;
    n: number;
  };
  /** Harder than the definition: the platform writes the contact's name for a near word. */
  forcedRewritten: { reachedPhone: number; reachedPhoneInterval: Interval; n: number };
  unforced: { startsPer10kWords: number; starts: number; n: number };
  misdirected: { reachedPhone: number; reachedPhoneInterval: Interval; n: number };
  genuine: {
    discarded: number;
    discardedInterval: Interval;
    friction: { listen: number; choose: number };
    chooseInterval: Interval;
    meanTurns: number;
    meanTurns2018: number;
    wrongContact: number;
    n: number;
  };
  /** Commands said in one breath, word for word. */
  genuineInOneBreath: {
    discarded: number;
    choose: number;
    meanTurns: number;
    wrongContact: number;
    n: number;
  };
  calibration: Calibration;
  calibrationAt: { '1:1': Calibration; '1:100': Calibration };
};

/** The least number of forced accidents. */
export const CHAINS = 20_000;
/** Forced accidents for each genuine request. */
const CHAINS_PER_GENUINE = 5;
/** For an ablation, which plays many times: enough to see a difference. */
const ABLATION_CHAINS = 5_000;
/** The 2018 flow always took four turns: the request, the contact, "right", the message. */
const TURNS_2018 = 4;

/** `chains`: the least number of forced accidents. */
export type EvaluationSettings = Omit<PlayOptions, 'least' | 'model'> & { model: Model; chains?: number };

/** Plays every kind of conversation and counts. `judged`: the log-odds of each forced accident and genuine request. */
export function evaluateModel(
  sets: SpeechSets,
  { chains = CHAINS, ...settings }: EvaluationSettings,
): EvaluationFigures & { judged: Judged[] } {
  const { model } = settings;
  const forced = playForced(sets, { ...settings, least: chains });
  const genuine = playGenuine(sets, { ...settings, least: Math.ceil(chains / CHAINS_PER_GENUINE) });
  const oneSentence = playForced(sets, { ...settings, least: 1 }, () => ({ opening: 'one-sentence' }));
  const oneBreath = playForced(sets, { ...settings, least: chains }, () => ({ opening: 'one-breath' }));
  const genuineOneBreath = playGenuineInOneBreath(sets, {
    ...settings,
    least: Math.ceil(chains / CHAINS_PER_GENUINE),
  });
  const rewritten = playForced(sets, { ...settings, least: 1 }, () => ({ writes: 'name' }));
  const misdirected = playMisdirected(sets, { ...settings, least: 1 });
  const { starts, words } = countUnforced(sets);

  const reached = rateOf(forced, isHeld);
  const baseline = rateOf(forced, one => one.sentIn2018 === true);
  const discarded = rateOf(genuine, one => !isHeld(one));
  const choose = rateOf(genuine, one => isHeld(one) && mustChoose(one, model));
  // A conversation that ended because nobody was understood was not judged: misses are no evidence.
  const wasJudged = ({ outcome }: Played) => outcome !== 'ended';
  const judged = [
    ...forced.filter(wasJudged).map(one => ({ logOdds: logOddsOf(one.story), label: 0 as const })),
    ...genuine.filter(wasJudged).map(one => ({ logOdds: logOddsOf(one.story), label: 1 as const })),
  ];
  return {
    forced: {
      reachedPhone: reached.rate,
      reachedPhoneInterval: intervalOf(reached),
      baseline2018: baseline.rate,
      baseline2018Interval: intervalOf(baseline),
      overBaseline: baseline.rate > 0 ? reached.rate / baseline.rate : 0,
      n: forced.length,
    },
    forcedInOneSentence: reachOf(oneSentence),
    forcedInOneBreath: {
      ...reachOf(oneBreath),
      overBaseline: baseline.rate > 0 ? reachOf(oneBreath).reachedPhone / baseline.rate : 0,
    },
    forcedRewritten: reachOf(rewritten),
    unforced: { startsPer10kWords: (starts / words) * 10_000, starts, n: words },
    misdirected: reachOf(misdirected),
    genuine: {
      discarded: discarded.rate,
      discardedInterval: intervalOf(discarded),
      friction: { listen: 1 - discarded.rate - choose.rate, choose: choose.rate },
      chooseInterval: intervalOf(choose),
      meanTurns: meanTurns(genuine),
      meanTurns2018: TURNS_2018,
      wrongContact: rateOf(genuine, one => isHeld(one) && one.recipient !== one.wanted).rate,
      n: genuine.length,
    },
    genuineInOneBreath: {
      discarded: rateOf(genuineOneBreath, one => !isHeld(one)).rate,
      choose: rateOf(genuineOneBreath, one => isHeld(one) && mustChoose(one, model)).rate,
      meanTurns: meanTurns(genuineOneBreath),
      wrongContact: rateOf(genuineOneBreath, one => isHeld(one) && one.recipient !== one.wanted).rate,
      n: genuineOneBreath.length,
    },
    calibration: calibrationOf(judged, model.prior, 10),
    calibrationAt: {
      '1:1': calibrationOf(judged, model.prior, 1),
      '1:100': calibrationOf(judged, model.prior, 100),
    },
    judged,
  };
}

/**
 * The figures with one piece of evidence left out, so that it weighs zero, or with all if no name is given. `observed`:
 * the evidence that the conversations show.
 */
export function evaluateWithout(
  sets: SpeechSets,
  { model, chains = ABLATION_CHAINS, ...settings }: EvaluationSettings,
  name: EvidenceName | undefined,
): { figures: AblatedFigures; observed: ReadonlySet<EvidenceName> } {
  const evidence = name
    ? {
        ...model.evidence,
        [name]: Object.fromEntries(evidenceNamed(name).cases.map(one => [one, 0])),
      }
    : model.evidence;
  const options = { ...settings, model: { ...model, evidence } };
  const forced = playForced(sets, { ...options, least: chains });
  const genuine = playGenuine(sets, { ...options, least: Math.ceil(chains / CHAINS_PER_GENUINE) });
  return {
    figures: {
      reachedPhone: rateOf(forced, isHeld).rate,
      discarded: rateOf(genuine, one => !isHeld(one)).rate,
      choose: rateOf(genuine, one => isHeld(one) && mustChoose(one, options.model)).rate,
      meanTurns: meanTurns(genuine),
      n: { forced: forced.length, genuine: genuine.length },
    },
    observed: new Set(
      [...forced, ...genuine].flatMap(({ story }) => evidenceOf(story).map(({ name }) => name)),
    ),
  };
}

const mustChoose = ({ story }: Played, model: Model): boolean =>
  requiredFriction(story, defaultSettings, model) === 'choose';
const isHeld = ({ outcome }: Played): boolean => outcome === 'held';
const intervalOf = ({ low, high }: Rate): Interval => [low, high];
const rateOf = (played: readonly Played[], happened: (one: Played) => boolean): Rate =>
  clusteredRate(played, happened, ({ cluster }) => cluster);
const meanTurns = (played: readonly Played[]): number =>
  played.reduce((sum, { spokenTurns }) => sum + spokenTurns, 0) / played.length;

function reachOf(played: readonly Played[]) {
  const reached = rateOf(played, isHeld);
  return { reachedPhone: reached.rate, reachedPhoneInterval: intervalOf(reached), n: played.length };
}
