import { TAPPED, TARGETS, waldBounds } from '../../core/confidence/bounds.ts';
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
import { below, randomOf } from '../speech/random.ts';
import { contentsOf, type Play, type Played, playForced, playGenuine } from '../evaluate/settings.ts';
import type { SpeechSets } from '../speech/speech-sets.ts';

/** What a fit gives: the model file without its dev figures, and the two tables beside it. */
export type Fitted = {
  model: Omit<WrittenModel, 'dev'>;
  content: ContentWeights;
  talk: Record<string, number>;
};

/** One genuine conversation to ten accidental ones: what the issue judges calibration at. */
const ACCIDENTS = 10;
const PRIOR = -Math.log(ACCIDENTS);
const FOLDS = 5;
const PENALTIES = [0.001, 0.01, 0.1, 1] as const;
/** The noise of the default evaluation, and an address book of the usual size. */
const NOISE = 0.1;
const CONTACTS = 30;
/**
 * How long an accident's message is depends on the device, so windows of every length from here to the full twenty
 * words are fitted on: else the length alone, which is the evaluation's choice, would decide.
 */
const SHORTEST_CUT = 6;

/**
 * Fits everything on one split: counts talk, fits the content model, plays the forced and the genuine setting
 * without ever stopping, and fits the weights of what was observed. Content is scored out of fold, so that its
 * weights are those of a content model that has not seen the words. Folds are of whole conversations.
 */
export function fitModel(
  sets: SpeechSets,
  { seed, date, least, note = NOTE }: { seed: number; date: string; least: number; note?: string },
): Fitted {
  const talk = countTalk(sets.background);
  const rates = new TalkRates(talk);
  const contents = contentsOf(sets);
  const foldOf = (cluster: string) => Math.floor(randomOf(seed, 'fold', cluster)() * FOLDS);
  const outOfFold = Array.from({ length: FOLDS }, (_, fold) =>
    exploring(
      rates,
      fitContent(
        contents.filter(text => foldOf(text) !== fold),
        sets.background.filter(({ id }) => foldOf(id) !== fold),
        seed,
      ),
    ),
  );
  const play: Play = {
    contacts: CONTACTS,
    noise: NOISE,
    seed,
    least,
    model: (cluster, index) => {
      const [asking, going] = outOfFold[foldOf(cluster)] as [Model, Model];
      return index % 2 === 0 ? asking : going;
    },
  };
  const rows = [
    ...rowsOf(
      playForced(sets, play, random => ({
        longest: SHORTEST_CUT + below(random, WINDOW - SHORTEST_CUT + 1),
      })),
      0,
      foldOf,
    ),
    ...rowsOf(playGenuine(sets, { ...play, least: Math.ceil(least / ACCIDENTS) }), 1, foldOf),
  ];
  const { penalty, loss } = bestPenalty(rows);
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
      prior: rounded(PRIOR),
      targets: TARGETS,
      bounds: { stop: rounded(bounds.stop), sure: rounded(bounds.sure) },
      evidence: evidenceTable(fitLogistic(rows, FEATURES.length, { penalty, within: WITHIN })),
      setByHand: EVIDENCE_NAMES.filter(name => 'setByHand' in evidenceNamed(name).weights),
      fit: { penalty, crossValidatedLogLoss: rounded(loss) },
      friction: [
        { from: rounded(waldBounds(TAPPED, PRIOR).sure), ask: 'tap' },
        { from: rounded(bounds.sure), ask: 'listen' },
        { from: null, ask: 'choose' },
      ],
    },
  };
}

/** The speech sets are English, and so are the phones and the common words that names are compared by. */
const LANGUAGES = [languageOf('en')];

const NOTE =
  'Written by npm run fit; never edited by hand. Genuine conversations were composed, accidental ones replayed; docs/confidence.md says how.';

const rounded = (value: number): number => Math.round(value * 1e3) / 1e3;

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
 * Models that never stop, so that later turns are seen too: one always asks for the name again, one never does.
 * A conversation whose name is not found ends by itself.
 */
function exploring(talk: TalkRates, content: ContentWeights): [Model, Model] {
  const blank = (sure: number): Model => ({
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
  return [blank(Infinity), blank(-Infinity)];
}

/** The evidence table of a model with these fitted weights and the weights set by hand. */
function evidenceTable(fitted: Float64Array): WrittenModel['evidence'] {
  const table = EVIDENCE_NAMES.map(name => {
    const { cases, weights } = evidenceNamed(name);
    if ('setByHand' in weights) return [name, { ...weights.setByHand }];
    return [name, Object.fromEntries(cases.map(one => [one, rounded(weightOf(`${name}:${one}`, fitted))]))];
  });
  return Object.fromEntries(table) as WrittenModel['evidence'];
}

const weightOf = (key: string, fitted: Float64Array): number =>
  fitted[FEATURE_OF.get(key) as number] as number;

type FoldedRow = Row & { fold: number };

/**
 * A row for each turn of each conversation: what was observed until then. The test decides after every turn, so
 * the sum must be right after every turn; rows of the last turn alone would let the content speak for the name.
 * A conversation's rows share its weight; genuine conversations weigh 1 to the accidents' 10 in sum.
 */
function rowsOf(played: readonly Played[], label: 0 | 1, foldOf: (cluster: string) => number): FoldedRow[] {
  const each = (label === 1 ? 1 : ACCIDENTS) * (SCALE / played.length);
  const rows = new Map<string, FoldedRow>();
  for (const { story, cluster } of played) {
    const fold = foldOf(cluster);
    const weight = each / story.turns.length;
    let offset = PRIOR;
    let features: number[] = [];
    for (const { evidence } of story.turns) {
      for (const one of evidence) offset += one.weight;
      const more = evidence.flatMap(({ name, observed }) => FEATURE_OF.get(`${name}:${observed}`) ?? []);
      features = [...features, ...more].toSorted((a, b) => a - b);
      // Most conversations look like many others: alike ones are one row of their weight.
      const key = [fold, offset.toFixed(6), ...features].join();
      rows.set(key, { label, fold, offset, features, weight: weight + (rows.get(key)?.weight ?? 0) });
    }
  }
  return [...rows.values()];
}

/** All rows together weigh this times eleven, which gives the penalties their meaning. */
const SCALE = 1_000;

function bestPenalty(rows: readonly FoldedRow[]): { penalty: number; loss: number } {
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
