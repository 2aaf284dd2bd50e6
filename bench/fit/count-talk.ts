import type { Background } from '../speech/speech-sets.ts';

/** In 10,000 words. A rarer word is left out. */
const LEAST_RATE = 0.3;
/** A word in fewer conversations belongs to their topic, or is a name in them. */
const LEAST_CONVERSATIONS = 3;

/**
 * How often each common word occurs in 10,000 words of talk, most common first. It is the mean over the sources, so that
 * no corpus outvotes another.
 */
export function countTalk(background: readonly Background[]): Record<string, number> {
  const sources = bySource(background);
  const rates = new Map<string, number>();
  const conversations = new Map<string, number>();
  for (const conversationsOfSource of sources.values()) {
    const size = conversationsOfSource.reduce((sum, { words }) => sum + words.length, 0);
    for (const { words } of conversationsOfSource) {
      for (const word of words) rates.set(word, (rates.get(word) ?? 0) + 10_000 / size / sources.size);
      for (const word of new Set(words)) conversations.set(word, (conversations.get(word) ?? 0) + 1);
    }
  }
  return Object.fromEntries(
    [...rates]
      .filter(([word, rate]) => rate >= LEAST_RATE && (conversations.get(word) ?? 0) >= LEAST_CONVERSATIONS)
      .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([word, rate]) => [word, Math.round(rate * 100) / 100]),
  );
}

function bySource(background: readonly Background[]): Map<string, Background[]> {
  const groups = new Map<string, Background[]>();
  for (const one of background) groups.set(one.source, [...(groups.get(one.source) ?? []), one]);
  return groups;
}
