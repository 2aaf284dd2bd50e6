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

/** A text as it is compared: its words with single spaces. */
export const spelled = (text: string): string =>
  wordsOf(text)
    .map(({ is }) => is)
    .join(' ');
