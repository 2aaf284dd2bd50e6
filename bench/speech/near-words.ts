import { dictionary } from 'cmu-pronouncing-dictionary';
import { distance } from 'fastest-levenshtein';
import { soundsOf } from '../../core/confidence/names/sound.ts';
import { phoneLetters } from '../../core/confidence/names/phoneme-letters.ts';
import { withinOnePhone } from './one-phoneme-apart.ts';
import { pick, type Random } from './random.ts';

type Sounding = { sound: string; words: string[] };

let bySound: Map<string, Sounding> | undefined;
const remembered = new Map<string, readonly string[]>();

/**
 * The other words of the dictionary that sound within one phone of this one; where there are none, within two.
 * None for words that the dictionary lacks.
 */
export function nearWords(word: string): readonly string[] {
  const known = remembered.get(word);
  if (known) return known;
  bySound ??= dictionaryBySound();
  const sounds = soundsOf(word).flatMap(({ by, written }) => (by === 'phones' ? [written] : []));
  const once = new Set(sounds.flatMap(sound => [...withinOnePhone(sound)]));
  const near = [...once].flatMap(sound => bySound?.get(sound)?.words ?? []).filter(one => one !== word);
  const found = near.length > 0 ? [...new Set(near)] : twoPhonesApart(sounds, [...bySound.values()]);
  remembered.set(word, found);
  return found;
}

const twoPhonesApart = (sounds: readonly string[], all: readonly Sounding[]): string[] => [
  ...new Set(
    sounds.flatMap(sound =>
      all
        .filter(
          other => Math.abs(other.sound.length - sound.length) <= 2 && distance(other.sound, sound) === 2,
        )
        .flatMap(({ words }) => words),
    ),
  ),
];

function dictionaryBySound(): Map<string, Sounding> {
  const made = new Map<string, Sounding>();
  for (const [key, phones] of Object.entries(dictionary)) {
    const word = key.replace(/\(\d+\)$/, '');
    if (!/^[a-z']+$/.test(word)) continue;
    const sound = phoneLetters(phones.replace(/\d/g, '').split(' '));
    const known = made.get(sound);
    if (known) known.words.push(word);
    else made.set(sound, { sound, words: [word] });
  }
  return made;
}

/** Words as a recogniser might write them: at this rate each is replaced by one that sounds near. */
export function misheard(words: readonly string[], rate: number, random: Random): string[] {
  return words.map(word => {
    if (random() >= rate) return word;
    const near = nearWords(word);
    return near.length > 0 ? pick(random, near) : word;
  });
}
