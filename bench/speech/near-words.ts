import { dictionary } from 'cmu-pronouncing-dictionary';
import { distance } from 'fastest-levenshtein';
import { PHONEME_LETTERS, phonemeLetters } from '../../core/confidence/names/phoneme-letters.ts';
import { phonemeSounds } from './heard-as-name.ts';
import { pick, type Random } from './random.ts';

/** Words that share a pronunciation. */
type Homophones = { sound: string; words: string[] };

let bySound: Map<string, Homophones> | undefined;
const cache = new Map<string, readonly string[]>();

/**
 * The other words of the dictionary that are at most one phoneme away from this one; if there are none, those two
 * phonemes away. None for a word that the dictionary lacks.
 */
export function nearWords(word: string): readonly string[] {
  const cached = cache.get(word);
  if (cached) return cached;
  bySound ??= dictionaryBySound();
  const sounds = phonemeSounds(word);
  const within = new Set(sounds.flatMap(sound => [...withinOnePhoneme(sound)]));
  const near = [...within].flatMap(sound => bySound?.get(sound)?.words ?? []).filter(one => one !== word);
  const found = near.length > 0 ? [...new Set(near)] : twoPhonemesApart(sounds, [...bySound.values()]);
  cache.set(word, found);
  return found;
}

/** This sound and every sound that is one phoneme inserted, deleted or substituted away from it. */
function withinOnePhoneme(sound: string): Set<string> {
  const all = new Set([sound]);
  for (let at = 0; at <= sound.length; at += 1) {
    const [before, after] = [sound.slice(0, at), sound.slice(at)];
    if (after !== '') all.add(before + after.slice(1));
    for (const phoneme of PHONEME_LETTERS) {
      all.add(before + phoneme + after);
      if (after !== '') all.add(before + phoneme + after.slice(1));
    }
  }
  return all;
}

const twoPhonemesApart = (sounds: readonly string[], all: readonly Homophones[]): string[] => [
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

function dictionaryBySound(): Map<string, Homophones> {
  const all = new Map<string, Homophones>();
  for (const [entry, phonemes] of Object.entries(dictionary)) {
    const word = entry.replace(/\(\d+\)$/, '');
    if (!/^[a-z']+$/.test(word)) continue;
    const sound = phonemeLetters(phonemes.replace(/\d/g, '').split(' '));
    const homophones = all.get(sound);
    if (homophones) homophones.words.push(word);
    else all.set(sound, { sound, words: [word] });
  }
  return all;
}

/** Words as a recogniser might write them. Each is replaced by a near word at this rate, from 0 to 1. */
export function misheard(words: readonly string[], rate: number, random: Random): string[] {
  return words.map(word => {
    if (random() >= rate) return word;
    const near = nearWords(word);
    return near.length > 0 ? pick(random, near) : word;
  });
}
