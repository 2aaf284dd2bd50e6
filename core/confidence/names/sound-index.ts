import { soundDistance } from './sound-distance.ts';
import type { Sound } from './sound.ts';

/** Shorter sounds must be heard exactly: Tim, Tom and Jim are one phoneme apart. In phonemes or letters. */
const NEAR_LENGTH = 4;

/** Sounds within this distance are near: one phoneme, or two that are each easily confused. */
export const NEAR = 1;

/**
 * Finds near sounds without comparing all of them. Two sounds that are one phoneme apart share a form with at most one
 * phoneme left out (symmetric deletion, as in SymSpell), and the index is a map of these forms.
 */
export class SoundIndex<T> {
  readonly #forms = new Map<string, { sound: Sound; value: T }[]>();
  #longest = 0;

  add(sound: Sound, value: T): void {
    this.#longest = Math.max(this.#longest, sound.written.length);
    for (const form of formsOf(sound)) {
      const entries = this.#forms.get(form);
      if (entries) entries.push({ sound, value });
      else this.#forms.set(form, [{ sound, value }]);
    }
  }

  /**
   * Every value with a sound within {@link NEAR} of one of these sounds, with the smallest distance. Short sounds must
   * be the same.
   */
  near(sounds: readonly Sound[]): Map<T, number> {
    const found = new Map<T, number>();
    // A long text would have as many forms as letters.
    const comparable = sounds.filter(({ written }) => written.length <= this.#longest + NEAR);
    for (const sound of comparable)
      for (const form of formsOf(sound))
        for (const entry of this.#forms.get(form) ?? []) {
          const isShort = Math.min(sound.written.length, entry.sound.written.length) < NEAR_LENGTH;
          const apart = soundDistance(sound, entry.sound);
          if (apart <= (isShort ? 0 : NEAR) && apart < (found.get(entry.value) ?? Infinity))
            found.set(entry.value, apart);
        }
    return found;
  }
}

/** The prefix of a form keeps sounds of different kinds apart. */
const PREFIX: Record<Sound['by'], string> = { phonemes: '', letters: '*', 'letters-of-known': '~' };

const formsOfSound = new WeakMap<Sound, readonly string[]>();

function formsOf(sound: Sound): readonly string[] {
  const known = formsOfSound.get(sound);
  if (known) return known;
  const { by, written } = sound;
  const forms = [PREFIX[by] + written];
  if (written.length >= NEAR_LENGTH)
    for (let i = 0; i < written.length; i += 1) {
      const form = PREFIX[by] + written.slice(0, i) + written.slice(i + 1);
      if (form !== forms.at(-1)) forms.push(form);
    }
  formsOfSound.set(sound, forms);
  return forms;
}
