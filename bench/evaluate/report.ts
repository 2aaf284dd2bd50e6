import type { EvidenceName } from '../../core/confidence/evidence/registry.ts';
import type { Model } from '../../core/confidence/model.ts';
import { requiredFriction } from '../../core/confidence/required-friction.ts';
import { defaultSettings } from '../../core/household/settings.ts';
import { evidenceOf, logOddsOf } from '../../core/confidence/story.ts';
import { type Calibration, calibration, clusteredRate, type Judged, type Rate } from './figures.ts';
import {
  type Played,
  type Play,
  playForced,
  playGenuine,
  playMisdirected,
  playUnforced,
} from './settings.ts';
import type { SpeechSets } from '../speech/speech-sets.ts';

/** A 95% interval. */
export type Interval = [low: number, high: number];
/** What leaving something out does. */
export type Without = {
  reachedPhone: number;
  discarded: number;
  choose: number;
  meanTurns: number;
  n: { forced: number; genuine: number };
};

/** The figures of one evaluation. All rates are fractions of their `n`. */
export type Report = {
  forced: {
    reachedPhone: number;
    reachedPhoneInterval: Interval;
    baseline2018: number;
    baseline2018Interval: Interval;
    overBaseline: number;
    n: number;
  };
  /** Harder than the definition: a name comes with the grant, or the name itself is written for a near word. */
  forcedInOneSentence: { reachedPhone: number; reachedPhoneInterval: Interval; n: number };
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
  calibration: Calibration;
  calibrationAt: { '1:1': Calibration; '1:100': Calibration };
};

/** So many conversations of each kind at least: together about as many as the time limit speaks of. */
export const CHAINS = 20_000;
const GENUINE = 4_000;
/** The 2018 flow always took four: the request, the contact, "right", the message. */
const TURNS_2018 = 4;

export type Settings = Omit<Play, 'least' | 'model'> & { model: Model; chains?: number };

/** Plays all settings and counts. */
export function report(
  sets: SpeechSets,
  { chains = CHAINS, ...settings }: Settings,
): Report & { judged: Judged[] } {
  const { model } = settings;
  const forced = playForced(sets, { ...settings, least: chains });
  const genuine = playGenuine(sets, { ...settings, least: Math.ceil(chains / (CHAINS / GENUINE)) });
  const oneSentence = playForced(sets, { ...settings, least: 1 }, () => ({ opening: 'one-sentence' }));
  const rewritten = playForced(sets, { ...settings, least: 1 }, () => ({ writes: 'name' }));
  const misdirected = playMisdirected(sets, { ...settings, least: 1 });
  const { starts, words } = playUnforced(sets);

  const reached = rateOf(forced, held);
  const baseline = rateOf(forced, one => one.sent2018 === true);
  const discarded = rateOf(genuine, one => !held(one));
  const choose = rateOf(genuine, one => held(one) && mustChoose(one, model));
  const judged = [
    ...forced.map(one => ({ logOdds: logOddsOf(one.story), label: 0 as const })),
    ...genuine.map(one => ({ logOdds: logOddsOf(one.story), label: 1 as const })),
  ];
  return {
    forced: {
      reachedPhone: reached.rate,
      reachedPhoneInterval: interval(reached),
      baseline2018: baseline.rate,
      baseline2018Interval: interval(baseline),
      overBaseline: baseline.rate > 0 ? reached.rate / baseline.rate : 0,
      n: forced.length,
    },
    forcedInOneSentence: reachedOf(oneSentence),
    forcedRewritten: reachedOf(rewritten),
    unforced: { startsPer10kWords: (starts / words) * 10_000, starts, n: words },
    misdirected: reachedOf(misdirected),
    genuine: {
      discarded: discarded.rate,
      discardedInterval: interval(discarded),
      friction: { listen: 1 - discarded.rate - choose.rate, choose: choose.rate },
      chooseInterval: interval(choose),
      meanTurns: meanTurns(genuine),
      meanTurns2018: TURNS_2018,
      wrongContact: rateOf(genuine, one => held(one) && one.recipient !== one.wanted).rate,
      n: genuine.length,
    },
    calibration: calibration(judged, model.prior, 10),
    calibrationAt: {
      '1:1': calibration(judged, model.prior, 1),
      '1:100': calibration(judged, model.prior, 100),
    },
    judged,
  };
}

/** The same once through the data with one piece of evidence left out: missing evidence weighs zero. */
export function without(
  sets: SpeechSets,
  { model, chains = WITHOUT, ...settings }: Settings,
  name: EvidenceName | undefined,
): { figures: Without; observed: ReadonlySet<EvidenceName> } {
  const evidence = name
    ? {
        ...model.evidence,
        [name]: Object.fromEntries(Object.keys(model.evidence[name]).map(one => [one, 0])),
      }
    : model.evidence;
  const play: Play = { ...settings, least: 1, model: { ...model, evidence } };
  const forced = playForced(sets, { ...play, least: chains });
  const genuine = playGenuine(sets, { ...play, least: Math.ceil(chains / (CHAINS / GENUINE)) });
  return {
    figures: {
      reachedPhone: rateOf(forced, held).rate,
      discarded: rateOf(genuine, one => !held(one)).rate,
      choose: rateOf(genuine, one => held(one) && mustChoose(one, play.model as Model)).rate,
      meanTurns: meanTurns(genuine),
      n: { forced: forced.length, genuine: genuine.length },
    },
    observed: new Set(
      [...forced, ...genuine].flatMap(({ story }) => evidenceOf(story).map(({ name }) => name)),
    ),
  };
}

/** Enough to see a difference; the ablation plays many times. */
const WITHOUT = 5_000;

const mustChoose = ({ story }: Played, model: Model): boolean =>
  requiredFriction(story, defaultSettings, model) === 'choose';
const held = ({ outcome }: Played): boolean => outcome === 'held';
const interval = ({ low, high }: Rate): Interval => [low, high];
const rateOf = (played: readonly Played[], happened: (one: Played) => boolean): Rate =>
  clusteredRate(played, happened, ({ cluster }) => cluster);
const meanTurns = (played: readonly Played[]): number =>
  played.reduce((sum, { spoken }) => sum + spoken, 0) / played.length;

function reachedOf(played: readonly Played[]) {
  const reached = rateOf(played, held);
  return { reachedPhone: reached.rate, reachedPhoneInterval: interval(reached), n: played.length };
}
