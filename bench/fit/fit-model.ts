import { TAP_TARGETS, TARGETS, waldBounds } from '../../core/confidence/bounds.ts';
import type { ContentWeights } from '../../core/confidence/content-model.ts';
import { clipOf, evidenceNamed, EVIDENCE_NAMES } from '../../core/confidence/evidence/registry.ts';
import { languageOf } from '../../core/household/language.ts';
import type { Model } from '../../core/confidence/model.ts';
import { MODEL_VERSION, type WrittenModel } from '../../core/confidence/model-schema.ts';
import { TalkRates } from '../../core/confidence/names/talk-rates.ts';
import { countTalk } from './count-talk.ts';
import { WINDOW } from '../evaluate/flow-2018.ts';
import { fitContent } from './fit-content.ts';
import { fitLogistic, logLoss, logOddsOfRow, type Row } from './logistic.ts';
import { randomOf, wholeBelow } from '../speech/random.ts';
import {
  contentsOf,
  type Played,
  playForced,
  playGenuine,
  playGenuineInOneBreath,
  type PlayOptions,
} from '../evaluate/play-conversations.ts';
import type { SpeechSets } from '../speech/speech-sets.ts';

/** The result of a fit: the model without its dev figures, the content weights, and the rates of common words. */
export type Fitted = {
  model: Omit<WrittenModel, 'dev'>;
  content: ContentWeights;
  talk: Record<string, number>;
};

/** Ten accidental conversations to each genuine one, as in the calibration. */
const ACCIDENTS = 10;
const PRIOR = -Math.log(ACCIDENTS);
const FOLDS = 5;
const PENALTIES = [0.001, 0.01, 0.1, 1] as const;
/** As in the default evaluation. */
const NOISE = 0.1;
const CONTACTS = 30;
/**
 * In words. How long an accident's message is depends on the device, so the fit uses messages of every length from here
 * to the full twenty words. In the evaluation each has exactly twenty. With those alone, length would
 * decide nearly everything, although it is a choice of the evaluation.
 */
const SHORTEST_CUT = 6;

/**
 * Fits everything on one split. It counts talk, fits the content model, plays forced accidents and genuine requests
 * without ever stopping, and fits the weights of what was observed. Content is scored out of fold, by a content model
 * that has not seen the words. A fold has whole conversations.
 */
export function fitModel(
  sets: SpeechSets,
  { seed, date, least, note = NOTE }: { seed: number; date: string; least: number; note?: string },
): Fitted {
  const talk = countTalk(sets.background);
  const rates = new TalkRates(talk);
  const contents = contentsOf(sets);
  const foldOf = (cluster: string) => Math.floor(randomOf(seed, 'fold', cluster)() * FOLDS);
  const modelsOfFold = Array.from({ length: FOLDS }, (_, fold) =>
    exploringModels(
      rates,
      fitContent(
        contents.filter(text => foldOf(text) !== fold),
        sets.background.filter(({ id }) => foldOf(id) !== fold),
        seed,
      ),
    ),
  );
  const options: PlayOptions = {
    contacts: CONTACTS,
    noise: NOISE,
    seed,
    least,
    model: (cluster, index) => {
      const [alwaysAsks, neverAsks] = modelsOfFold[foldOf(cluster)] as [Model, Model];
      return index % 2 === 0 ? alwaysAsks : neverAsks;
    },
  };
  const rows = [
    ...rowsOf(
      playForced(sets, options, random => ({
        longest: SHORTEST_CUT + wholeBelow(random, WINDOW - SHORTEST_CUT + 1),
      })),
      0,
      foldOf,
    ),
    ...rowsOf(
      playForced(sets, options, () => ({ opening: 'one-breath' })),
      0,
      foldOf,
    ),
    ...rowsOf(playGenuine(sets, { ...options, least: Math.ceil(least / ACCIDENTS) }), 1, foldOf),
    ...rowsOf(playGenuineInOneBreath(sets, { ...options, least: Math.ceil(least / ACCIDENTS) }), 1, foldOf),
  ];
  const { penalty, loss } = choosePenalty(rows);
  const bounds = waldBounds(TARGETS, PRIOR);
  return {
    talk,
    content: fitContent(contents, sets.background, seed),
    model: {
      version: MODEL_VERSION,
      fitted: true,
      note,
      date,
      seed,
      corpora: sets.digests,
      languages: LANGUAGES,
      prior: round(PRIOR),
      targets: TARGETS,
      bounds: { stop: round(bounds.stop), sure: round(bounds.sure) },
      evidence: evidenceTable(fitLogistic(rows, FEATURES.length, { penalty, within: WITHIN })),
      setByHand: EVIDENCE_NAMES.filter(name => 'setByHand' in evidenceNamed(name).weights),
      fit: { penalty, crossValidatedLogLoss: round(loss) },
      friction: [
        { from: round(waldBounds(TAP_TARGETS, PRIOR).sure), ask: 'tap' },
        { from: round(bounds.sure), ask: 'listen' },
        { from: null, ask: 'choose' },
      ],
    },
  };
}

/** The speech sets are English, and so are the phonemes and the common words that names are compared with. */
const LANGUAGES = [languageOf('en')];

const NOTE =
  'Written by npm run fit; never edited by hand. Genuine conversations were composed, accidental ones replayed; docs/confidence.md says how.';

const round = (value: number): number => Math.round(value * 1e3) / 1e3;

/** Every case whose weight is fitted, as `evidence:case`. */
const FEATURES = EVIDENCE_NAMES.flatMap(name => {
  const { cases, weights } = evidenceNamed(name);
  if ('setByHand' in weights) return [];
  const { neverFor = [], sharesWeightOf = {} } = weights.fitted;
  return cases.map(one => {
    const clip = clipOf(name, one);
    return {
      key: `${name}:${one}`,
      weightOf: sharesWeightOf[one] ?? `${name}:${one}`,
      within: { least: -clip.against, most: neverFor.includes(one) ? 0 : clip.for },
    };
  });
});
const WITHIN = FEATURES.map(({ within }) => within);

/** The number of the weight of each case. Cases that share a weight have the same number. */
const FEATURE_OF: ReadonlyMap<string, number> = new Map(
  FEATURES.map(({ key, weightOf }) => {
    const index = FEATURES.findIndex(other => other.key === weightOf);
    if (index < 0) throw new Error(`${key} shares the weight of ${weightOf}, which is not fitted.`);
    return [key, index];
  }),
);

/**
 * Models that never stop, so that the fit sees later turns too. The first always asks for the name again, the second
 * never does. A conversation whose name is not found ends by itself.
 */
function exploringModels(talk: TalkRates, content: ContentWeights): [Model, Model] {
  const modelWith = (sure: number): Model => ({
    version: MODEL_VERSION,
    fitted: false,
    note: '',
    date: '1970-01-01',
    seed: 0,
    corpora: {},
    languages: LANGUAGES,
    prior: PRIOR,
    targets: TARGETS,
    bounds: { stop: -Infinity, sure },
    evidence: evidenceTable(new Float64Array(FEATURES.length)),
    setByHand: [],
    fit: { penalty: 0, crossValidatedLogLoss: 0 },
    friction: [{ from: null, ask: 'listen' }],
    dev: {},
    content,
    talk,
  });
  return [modelWith(Infinity), modelWith(-Infinity)];
}

/** The evidence table of a model with these fitted weights and the weights set by hand. */
function evidenceTable(fitted: Float64Array): WrittenModel['evidence'] {
  const table = EVIDENCE_NAMES.map(name => {
    const { cases, weights } = evidenceNamed(name);
    if ('setByHand' in weights) return [name, { ...weights.setByHand }];
    return [name, Object.fromEntries(cases.map(one => [one, round(weightOf(`${name}:${one}`, fitted))]))];
  });
  return Object.fromEntries(table) as WrittenModel['evidence'];
}

const weightOf = (key: string, fitted: Float64Array): number =>
  fitted[FEATURE_OF.get(key) as number] as number;

type FoldedRow = Row & { fold: number };

/**
 * A row for each turn of each conversation, with everything observed up to that turn. The sequential test decides
 * after every turn, so the sum must be right after every turn; with rows of the last turn alone, the content would speak
 * for the name. The rows of a conversation share its weight. In sum, genuine conversations weigh 1 and accidents 10.
 */
function rowsOf(played: readonly Played[], label: 0 | 1, foldOf: (cluster: string) => number): FoldedRow[] {
  const weightOfEach = (label === 1 ? 1 : ACCIDENTS) * (SCALE / played.length);
  const rows = new Map<string, FoldedRow>();
  for (const { story, cluster } of played) {
    const fold = foldOf(cluster);
    const weight = weightOfEach / story.turns.length;
    let offset = PRIOR;
    let features: number[] = [];
    for (const { evidence } of story.turns) {
      for (const one of evidence) offset += one.weight;
      const more = evidence.flatMap(({ name, observed }) => FEATURE_OF.get(`${name}:${observed}`) ?? []);
      features = [...features, ...more].toSorted((a, b) => a - b);
      // Many conversations are alike. They become one row with the sum of their weights.
      const key = [fold, offset.toFixed(6), ...features].join();
      rows.set(key, { label, fold, offset, features, weight: weight + (rows.get(key)?.weight ?? 0) });
    }
  }
  return [...rows.values()];
}

/** All rows together weigh eleven times this. The penalties are relative to it. */
const SCALE = 1_000;

/** The penalty with the smallest out-of-fold loss, by cross-validation, and that loss in nats. */
function choosePenalty(rows: readonly FoldedRow[]): { penalty: number; loss: number } {
  const tried = PENALTIES.map(penalty => {
    let [loss, weight] = [0, 0];
    for (let fold = 0; fold < FOLDS; fold += 1) {
      const weights = fitLogistic(
        rows.filter(row => row.fold !== fold),
        FEATURES.length,
        { penalty, within: WITHIN, steps: 300 },
      );
      for (const row of rows)
        if (row.fold === fold) {
          loss += row.weight * logLoss(logOddsOfRow(row, weights), row.label);
          weight += row.weight;
        }
    }
    return { penalty, loss: loss / weight };
  });
  return tried.reduce((best, one) => (one.loss < best.loss ? one : best));
}
