import { distance } from 'fastest-levenshtein';
import { soundsOf } from '../../core/confidence/names/sound.ts';
import type { Contact } from '../../core/household/contact.ts';

/** A contact that the platform can hear in a word. */
export type ForcedName = { contact: Contact; exact: boolean };

/** Names with fewer phonemes are heard only exactly. */
const NEAR_LENGTH = 4;

/**
 * Hears the contacts of one address book in words, as the platform did at its worst in 2018 (docs/confidence.md, _How
 * it is judged_).
 */
export class ForcedNames {
  readonly #exact = new Map<string, Contact>();
  /** Contacts by the forms of their sounds with at most one phoneme left out. Sounds that share one may be near. */
  readonly #forms = new Map<string, { sound: string; contact: Contact }[]>();

  constructor(contacts: readonly Contact[]) {
    for (const contact of contacts) {
      const name = contact.name.toLowerCase();
      this.#exact.set(name, contact);
      for (const sound of phonemeSounds(name))
        if (sound.length >= NEAR_LENGTH)
          for (const form of formsOf(sound)) {
            const entries = this.#forms.get(form);
            if (entries) entries.push({ sound, contact });
            else this.#forms.set(form, [{ sound, contact }]);
          }
    }
  }

  /**
   * The contacts that a word can be heard as. The word is the name, or one of its first two pronunciations is at most
   * one phoneme inserted, deleted or substituted away from one of the name's. Names with fewer than four phonemes must
   * be the word itself.
   */
  heardIn(word: string): ForcedName[] {
    const exact = this.#exact.get(word);
    const found: ForcedName[] = exact ? [{ contact: exact, exact: true }] : [];
    for (const heard of phonemeSounds(word))
      for (const form of formsOf(heard))
        for (const { sound, contact } of this.#forms.get(form) ?? [])
          if (distance(heard, sound) <= 1 && !found.some(one => one.contact === contact))
            found.push({ contact, exact: false });
    return found;
  }
}

/** The pronunciations of a word, one letter for each phoneme; none for a word that the dictionary lacks. */
export const phonemeSounds = (word: string): string[] =>
  soundsOf(word).flatMap(({ by, written }) => (by === 'phonemes' ? [written] : []));

const cache = new Map<string, readonly string[]>();

function formsOf(sound: string): readonly string[] {
  const cached = cache.get(sound);
  if (cached) return cached;
  const shorter = Array.from(sound, (_, index) => sound.slice(0, index) + sound.slice(index + 1));
  const forms = [...new Set([sound, ...shorter])];
  cache.set(sound, forms);
  return forms;
}
