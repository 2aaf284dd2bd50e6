import { phoneLetters } from './phoneme-letters.ts';
import { pronunciations } from './pronunciation.ts';

/**
 * How a name sounds, as a string to compare: one letter a phone where the dictionary knows all its words, else
 * its spelling. Sounds of different kinds are not compared.
 */
export type Sound = { by: 'phones' | 'letters' | 'letters-of-known'; written: string };

/** What one word sounded like is asked again and again, so the last so many are remembered. */
const REMEMBERED = 10_000;
const remembered = new Map<string, readonly Sound[]>();

/** The one or two sounds of a spoken name. Names that the dictionary lacks are compared by their letters. */
export function soundsOf(name: string): readonly Sound[] {
  const known = remembered.get(name);
  if (known) return known;
  const phones = pronunciations(name);
  const sounds: Sound[] =
    phones.length > 0
      ? phones.map(one => ({ by: 'phones', written: phoneLetters(one) }))
      : [{ by: 'letters', written: name }];
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(name, sounds);
  return sounds;
}

/**
 * What a heard name is looked up by in an index of {@link soundsToFind}: its phones among phones; its letters
 * among names that the dictionary lacks, and among all where it lacks the heard one itself.
 */
export function soundsToLookUp(heard: string): readonly Sound[] {
  const sounds = soundsOf(heard);
  return sounds[0]?.by === 'phones'
    ? [...sounds, { by: 'letters', written: heard }]
    : [...sounds, { by: 'letters-of-known', written: heard }];
}

/** What a name is to be found by: its sounds, and its letters for what is heard outside the dictionary. */
export function soundsToFind(name: string): readonly Sound[] {
  const sounds = soundsOf(name);
  return sounds[0]?.by === 'phones' ? [...sounds, { by: 'letters-of-known', written: name }] : sounds;
}
