import { between } from './sound-distance.ts';
import type { Sound } from './sound.ts';

/** Sounds shorter than this must be heard exactly: at one phone apart, tim is tom is jim. */
export const NEAR_LENGTH = 4;

/** Sounds within this distance are near: one phone, or two that are each easily confused. */
export const NEAR = 1;

/**
 * Finds what sounds near without comparing with everything: two words within one phone of each other share a form
 * with at most one phone left out (symmetric deletion, as in SymSpell), and a map from such forms answers at once.
 */
export class SoundIndex<T> {
  readonly #forms = new Map<string, { sound: Sound; what: T }[]>();

  add(sound: Sound, what: T): void {
    for (const form of formsOf(sound)) {
      const entries = this.#forms.get(form);
      if (entries) entries.push({ sound, what });
      else this.#forms.set(form, [{ sound, what }]);
    }
  }

  /** Everything within {@link NEAR} of these sounds, each at its nearest; short ones only if they sound the same. */
  near(sounds: readonly Sound[]): Map<T, number> {
    const found = new Map<T, number>();
    for (const sound of sounds)
      for (const form of formsOf(sound))
        for (const entry of this.#forms.get(form) ?? []) {
          const short = Math.min(sound.written.length, entry.sound.written.length) < NEAR_LENGTH;
          const apart = between(sound, entry.sound);
          if (apart <= (short ? 0 : NEAR) && apart < (found.get(entry.what) ?? Infinity))
            found.set(entry.what, apart);
        }
    return found;
  }
}

function formsOf({ by, written }: Sound): string[] {
  const kind = by === 'phones' ? '' : by === 'letters' ? '*' : '~';
  const forms = [kind + written];
  if (written.length < NEAR_LENGTH) return forms;
  for (let i = 0; i < written.length; i += 1) {
    const form = kind + written.slice(0, i) + written.slice(i + 1);
    if (form !== forms.at(-1)) forms.push(form);
  }
  return forms;
}
