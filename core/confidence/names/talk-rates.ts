import { type Sound, soundsOf } from './sound.ts';
import { SoundIndex } from './sound-index.ts';
import { spokenName } from './spoken.ts';

/** How often something occurs in ordinary talk, in 10,000 words. Range: 0 to 10,000 each. */
export type TalkRate = {
  /** The name itself, or a word that sounds the same. */
  own: number;
  /** Words that sound near it. */
  near: number;
};

const REMEMBERED = 5_000;

/** How often names and their near-sounds occur in ordinary talk, from a count of its common words. */
export class TalkRates {
  readonly #per10kWords: ReadonlyMap<string, number>;
  readonly #remembered = new Map<string, TalkRate>();
  #index: SoundIndex<string> | undefined;

  /** @param per10kWords the common words of talk; all others count as never said */
  constructor(per10kWords: Readonly<Record<string, number>>) {
    this.#per10kWords = new Map(Object.entries(per10kWords));
  }

  /** The rate of a contact's name: who has a contact called Mary lives with "very" and "married". */
  of(name: string): TalkRate {
    const known = this.#remembered.get(name);
    if (known) return known;
    const rate = this.#count(spokenName(name));
    if (this.#remembered.size >= REMEMBERED) this.#remembered.clear();
    this.#remembered.set(name, rate);
    return rate;
  }

  #count(spoken: string): TalkRate {
    let [own, near] = [this.#per10kWords.get(spoken) ?? 0, 0];
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
    const made = new SoundIndex<string>();
    for (const word of this.#per10kWords.keys()) for (const sound of soundsOf(word)) made.add(sound, word);
    return made;
  }
}
