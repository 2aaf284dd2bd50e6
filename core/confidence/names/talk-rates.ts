import { type Sound, soundsOf } from './sound.ts';
import { SoundIndex } from './sound-index.ts';
import { spokenName } from './spoken.ts';

/** How often something occurs in 10,000 words of ordinary talk. Each from 0 to 10,000. */
export type TalkRate = {
  /** The name itself, and words that sound the same. */
  own: number;
  /** Words that sound near it. */
  near: number;
};

/** In 10,000 words. One misheard answer, twenty words, holds a word of this rate in one case of 500. */
const COMMON_NAME = 1;

/** In 10,000 words: in one answer of 100, at twenty words each. */
const COMMON_SOUND = 5;

/** The assumed share of near words for which a recogniser that expects contacts writes the contact's name. */
const MISWRITTEN = 0.1;

/** The number of names whose rates are kept. */
const CACHED_NAMES = 5_000;

/** How often names, and words that sound near them, occur in ordinary talk. */
export class TalkRates {
  readonly #per10kWords: ReadonlyMap<string, number>;
  readonly #cache = new Map<string, TalkRate>();
  #index: SoundIndex<string> | undefined;

  /** @param per10kWords the rates of the common words of talk; every other word counts as never said */
  constructor(per10kWords: Readonly<Record<string, number>>) {
    this.#per10kWords = new Map(Object.entries(per10kWords));
  }

  /** The rate of a name: for Mary, `near` has the rates of "very" and "married". */
  rateOf(name: string): TalkRate {
    const cached = this.#cache.get(name);
    if (cached) return cached;
    const rate = this.#count(spokenName(name));
    if (this.#cache.size >= CACHED_NAMES) this.#cache.clear();
    this.#cache.set(name, rate);
    return rate;
  }

  /** Whether a name that was heard itself is common in talk. */
  isNameCommon(name: string): boolean {
    const { own, near } = this.rateOf(name);
    return own + MISWRITTEN * near >= COMMON_NAME;
  }

  /** Whether one of these names, or a word that sounds near it, is common in talk. */
  isSoundCommon(names: readonly string[]): boolean {
    return names.some(name => {
      const { own, near } = this.rateOf(name);
      return own + near >= COMMON_SOUND;
    });
  }

  #count(spoken: string): TalkRate {
    // Several words are said together at most as often as the rarest of them.
    let own = Math.min(...spoken.split(' ').map(word => this.#per10kWords.get(word) ?? 0));
    let near = 0;
    const sounds: readonly Sound[] = spoken === '' ? [] : soundsOf(spoken);
    for (const [word, apart] of (this.#index ??= this.#makeIndex()).near(sounds)) {
      if (word === spoken) continue;
      const rate = this.#per10kWords.get(word) ?? 0;
      if (apart === 0) own += rate;
      else near += rate;
    }
    return { own, near };
  }

  #makeIndex(): SoundIndex<string> {
    const index = new SoundIndex<string>();
    for (const word of this.#per10kWords.keys()) for (const sound of soundsOf(word)) index.add(sound, word);
    return index;
  }
}
