import { distance } from 'fastest-levenshtein';
import { soundsOf } from '../../core/confidence/names/sound.ts';
import type { Contact } from '../../core/household/contact.ts';

/** The platform at its worst, as the data's README defines it for 2018: how a word can be heard as a contact. */
export type Forced = { contact: Contact; exact: boolean };

/** Names of fewer phones are heard only exactly. */
const SHORT = 4;

/** Hears contacts of one book in words. */
export class ForcedNames {
  readonly #exact = new Map<string, Contact>();
  /** Contacts by the forms of their sounds with at most one phone left out: what shares one may be one phone apart. */
  readonly #forms = new Map<string, { written: string; contact: Contact }[]>();

  constructor(contacts: readonly Contact[]) {
    for (const contact of contacts) {
      const name = contact.name.toLowerCase();
      this.#exact.set(name, contact);
      for (const written of phonesOf(name))
        if (written.length >= SHORT)
          for (const form of formsOf(written)) {
            const known = this.#forms.get(form);
            if (known) known.push({ written, contact });
            else this.#forms.set(form, [{ written, contact }]);
          }
    }
  }

  /**
   * The contacts that a word can be heard as: it equals the name, or one of its first two pronunciations is within
   * one phone inserted, deleted or substituted of one of the name's (names under four phones: exactly).
   */
  heardIn(word: string): Forced[] {
    const exact = this.#exact.get(word);
    const found: Forced[] = exact ? [{ contact: exact, exact: true }] : [];
    for (const sound of phonesOf(word))
      for (const form of formsOf(sound))
        for (const { written, contact } of this.#forms.get(form) ?? [])
          if (distance(sound, written) <= 1 && !found.some(one => one.contact === contact))
            found.push({ contact, exact: false });
    return found;
  }
}

const phonesOf = (word: string): string[] =>
  soundsOf(word).flatMap(({ by, written }) => (by === 'phones' ? [written] : []));

const remembered = new Map<string, readonly string[]>();

function formsOf(written: string): readonly string[] {
  const known = remembered.get(written);
  if (known) return known;
  const forms = [
    ...new Set([
      written,
      ...Array.from(written, (_, index) => written.slice(0, index) + written.slice(index + 1)),
    ]),
  ];
  remembered.set(written, forms);
  return forms;
}
