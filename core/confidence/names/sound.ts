import { phonemeLetters } from './phoneme-letters.ts';
import { pronunciations } from './pronunciation.ts';

/**
 * How a name sounds, as a string to compare: one letter for each phoneme if the dictionary has all its words, else the
 * letters of its spelling. `letters-of-known` is the spelling of a name that the dictionary has. Only sounds of the
 * same kind can be compared.
 */
export type Sound = { by: 'phonemes' | 'letters' | 'letters-of-known'; written: string };

/** The number of words whose sounds are kept, because the same words are asked for often. */
const CACHED_WORDS = 10_000;

/** Keeps what was found for the last words. */
function remembering(find: (word: string) => readonly Sound[]): (word: string) => readonly Sound[] {
  const cache = new Map<string, readonly Sound[]>();
  return word => {
    const cached = cache.get(word);
    if (cached) return cached;
    const sounds = find(word);
    if (cache.size >= CACHED_WORDS) cache.clear();
    cache.set(word, sounds);
    return sounds;
  };
}

/** The one or two sounds of a spoken name. The sound of a name that the dictionary lacks is its spelling. */
export const soundsOf = remembering(name => {
  const known = pronunciations(name);
  return known.length > 0
    ? known.map(phonemes => ({ by: 'phonemes', written: phonemeLetters(phonemes) }))
    : [{ by: 'letters', written: name }];
});

/**
 * The sounds by which a heard name is looked up among {@link soundsToIndex}. A heard name that the dictionary has is
 * compared with phonemes, and by its letters with names that the dictionary lacks; any other is compared by its
 * letters with all names.
 */
export const soundsToLookUp = remembering(heard => {
  const sounds = soundsOf(heard);
  return sounds[0]?.by === 'phonemes'
    ? [...sounds, { by: 'letters', written: heard }]
    : [...sounds, { by: 'letters-of-known', written: heard }];
});

/** The sounds by which a name is found: its own, and its letters for a heard name that the dictionary lacks. */
export function soundsToIndex(name: string): readonly Sound[] {
  const sounds = soundsOf(name);
  return sounds[0]?.by === 'phonemes' ? [...sounds, { by: 'letters-of-known', written: name }] : sounds;
}
