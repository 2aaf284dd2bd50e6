import { onFirstUse } from '../../household/on-first-use.ts';

/** A word, with its inner marks, such as `o'clock`, `t.j` or `jean-luc`. */
const word = onFirstUse(() => new RegExp(String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.&+-]*(?<![.&+-])`, 'gu'));
const HESITATIONS = /^(?:um+|uh+|uhm|erm?|hm+)$/;

/** A pattern of whole words, to be tried at one place. */
export type Phrase = RegExp & { readonly sticky: true };

/** @param source a regular expression over lower-case words with single spaces; it must not match nothing */
export const phrase = (source: string): Phrase => new RegExp(`(?:${source})(?= |$)`, 'y') as Phrase;

/** An utterance as words without hesitations. A place is the number of a word, from 0 to `count`. */
export class Words {
  readonly count: number;
  readonly #utterance: string;
  /** All words in lower case, with one space between two of them. */
  readonly #text: string;
  /** Where each word stands in the utterance, and where it begins in `#text`. */
  readonly #words: readonly { from: number; to: number; at: number }[];
  readonly #placeAfter = new Map<number, number>();

  constructor(utterance: string) {
    const words: { from: number; to: number; at: number }[] = [];
    let text = '';
    for (const { 0: found, index } of utterance.matchAll(word())) {
      const spoken = found.replaceAll('’', "'").toLowerCase();
      if (HESITATIONS.test(spoken)) continue;
      if (text !== '') text += ' ';
      words.push({ from: index, to: index + found.length, at: text.length });
      text += spoken;
      this.#placeAfter.set(text.length, words.length);
    }
    this.#utterance = utterance;
    this.#text = text;
    this.#words = words;
    this.count = words.length;
  }

  /** The words between two places, in lower case. */
  text(from: number, to: number): string {
    const [first, next] = [this.#words[from], this.#words[to]];
    if (!first || from >= to) return '';
    return this.#text.slice(first.at, next ? next.at - 1 : undefined);
  }

  /** What was said between two places, as it was said. */
  said(from: number, to: number): string {
    const [first, last] = [this.#words[from], this.#words[to - 1]];
    return first && last && from < to ? this.#utterance.slice(first.from, last.to) : '';
  }

  /** What was said between two places, as it was said, with the marks that close it. */
  sentence(from: number, to: number): string {
    const said = this.said(from, to);
    const closing = this.#utterance.slice(this.#words[to - 1]?.to ?? 0);
    return said === '' ? '' : said + (/^[.?!…]+/.exec(closing)?.[0] ?? '');
  }

  /** Whether a comma stands before the word at this place. */
  hasCommaBefore(place: number): boolean {
    const [before, word] = [this.#words[place - 1], this.#words[place]];
    return (
      before !== undefined && word !== undefined && this.#utterance.slice(before.to, word.from).includes(',')
    );
  }

  /** The place after the phrase that begins at `place`; undefined if it does not stand there, or beyond `end`. */
  after(place: number, phrase: Phrase, end = this.count): number | undefined {
    const word = this.#words[place];
    if (!word || place >= end) return undefined;
    phrase.lastIndex = word.at;
    if (!phrase.test(this.#text)) return undefined;
    const next = this.#placeAfter.get(phrase.lastIndex);
    return next !== undefined && next <= end ? next : undefined;
  }

  /** The place after the phrase, or the same place if the phrase does not stand there. */
  skip(place: number, phrase: Phrase, end = this.count): number {
    return this.after(place, phrase, end) ?? place;
  }
}
