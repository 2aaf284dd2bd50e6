/** A word as it is compared, and where it stands in what was typed. */
export type Word = { is: string; from: number; to: number };

/** The words of a text: lower case, without accents, marks and apostrophes ("What's up?" is `whats`, `up`). */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu)].map(({ 0: word, index }) => ({
    is: word
      .normalize('NFKD')
      .replace(/[\p{M}'’]/gu, '')
      .toLowerCase(),
    from: index,
    to: index + word.length,
  }));
}

/** How many words a slot takes at most. */
export type SlotLength = (slot: string) => number;

/** A sample that fits: which words each slot took, as indexes, and how many words were said as written. */
export type Fit = { slots: Record<string, [from: number, to: number]>; literal: number };

/** Fits all of the words to a sample such as `send a message to {recipient}`; undefined where they do not fit. */
export function fitSample(sample: string, words: readonly Word[], lengthOf: SlotLength): Fit | undefined {
  const parts = sample.split(/(\{\w+\})/).flatMap<Part>(part => {
    const slot = /^\{(\w+)\}$/.exec(part)?.[1];
    return slot === undefined ? wordsOf(part).map(({ is }) => ({ is })) : [{ slot }];
  });
  return fitParts(parts, words, 0, lengthOf);
}

type Part = { is: string } | { slot: string };

function fitParts(
  parts: readonly Part[],
  words: readonly Word[],
  at: number,
  lengthOf: SlotLength,
): Fit | undefined {
  const [part, ...rest] = parts;
  if (!part) return at === words.length ? { slots: {}, literal: 0 } : undefined;
  if ('is' in part) {
    const fit = words[at]?.is === part.is ? fitParts(rest, words, at + 1, lengthOf) : undefined;
    return fit && { ...fit, literal: fit.literal + 1 };
  }
  const longest = Math.min(words.length - at, lengthOf(part.slot));
  for (let length = 1; length <= longest; length++) {
    const fit = fitParts(rest, words, at + length, lengthOf);
    if (fit) return { ...fit, slots: { ...fit.slots, [part.slot]: [at, at + length] } };
  }
  return undefined;
}
