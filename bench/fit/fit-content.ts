import { contentFeatures, type ContentWeights } from '../../core/confidence/content-model.ts';
import { fitLogistic, type Row } from './logistic.ts';
import { pick, randomOf, wholeBelow } from '../speech/random.ts';
import { type Background, tokenize } from '../speech/speech-sets.ts';

/** The limit on the content model's JSON, in bytes. */
const CONTENT_BYTES = 50_000;

/** Windows of talk for each content. */
const WINDOWS = 40;
/** A feature in fewer texts is chance. */
const LEAST_TEXTS = 4;
/** Chosen by cross-validation on train. It is strong, because there are few messages and they come from few sources. */
const CONTENT_PENALTY = 0.3;

/**
 * Fits the content model on messages against windows of talk. The windows are as long as the messages, so that the
 * model learns words and not lengths. Both kinds weigh the same in sum. The smallest weights are left out until the file
 * is small enough.
 */
export function fitContent(
  contents: readonly string[],
  background: readonly Background[],
  seed: number,
): ContentWeights {
  const texts = [
    ...contents.map(text => ({ text, label: 1 as const })),
    ...talkWindows(contents, background, seed).map(text => ({ text, label: 0 as const })),
  ].map(({ text, label }) => ({ label, features: [...contentFeatures(text)] }));

  const counts = new Map<string, number>();
  for (const { features } of texts)
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const known = [...counts].filter(([, count]) => count >= LEAST_TEXTS).map(([feature]) => feature);
  const numbers = new Map(known.map((feature, index) => [feature, index]));
  const rows = texts.map(({ label, features }): Row => ({
    label,
    weight: label === 1 ? 1 : 1 / WINDOWS,
    features: features.flatMap(feature => numbers.get(feature) ?? []),
  }));
  const fitted = fitLogistic(rows, known.length, { penalty: CONTENT_PENALTY, steps: 300 });
  return prune(known.map((feature, index) => [feature, fitted[index] as number]));
}

/** Windows of talk as long as the messages, each cut at a random word. */
function talkWindows(contents: readonly string[], background: readonly Background[], seed: number): string[] {
  const random = randomOf(seed, 'windows of talk');
  const lengths = contents.map(text => tokenize(text).length);
  return Array.from({ length: contents.length * WINDOWS }, () => {
    const { words } = pick(random, background);
    const length = pick(random, lengths);
    const from = wholeBelow(random, Math.max(1, words.length - length));
    return words.slice(from, from + length).join(' ');
  });
}

/** The heaviest weights that fit into the file, rounded to two decimals, in the order of their features. */
function prune(weights: [string, number][]): ContentWeights {
  const kept = weights
    .map(([feature, weight]): [string, number] => [feature, Math.round(weight * 100) / 100])
    .filter(([, weight]) => weight !== 0)
    .toSorted((a, b) => Math.abs(b[1]) - Math.abs(a[1]) || (a[0] < b[0] ? -1 : 1));
  let bytes = 100;
  const fitting = kept.filter(pair => (bytes += JSON.stringify(pair).length + 4) <= CONTENT_BYTES);
  return new Map(fitting.toSorted((a, b) => (a[0] < b[0] ? -1 : 1)));
}
