import type { Contact } from '../../household/contact.ts';
import { findReadingProblem, type ReadingProblem } from '../../household/readable-name.ts';
import lookAlikes from './look-alikes.json' with { type: 'json' };
import { sayingsOf, spellingOf } from './sayings.ts';

/** Why a name or nickname of a contact cannot be saved. */
export type NameProblem = { in: 'name' | 'nicknames'; name: string } & (
  | { code: 'name-unsayable' | ReadingProblem }
  /** The other contact has a name or nickname that is the same when it is spoken, or that looks the same. */
  | { code: 'name-taken' | 'name-looks-taken'; by: Contact }
);

/**
 * The first name of a contact that the Echo could not hear, or that the Echo or a reader could not tell from a name of
 * another contact. Names are compared as a heard name is ({@link spellingOf}): José and Jose are the same, Linh and My
 * Linh are not. They are compared by their looks too: Cyrillic сора and Latin copa are the same, BiII and Bill are.
 *
 * @param contacts the contacts that are saved; the contact itself may be among them
 */
export function findNameProblem(contact: Contact, contacts: readonly Contact[]): NameProblem | undefined {
  const [spoken, seen] = [new Map<string, Contact>(), new Map<string, Contact>()];
  for (const other of contacts)
    if (other.id !== contact.id)
      for (const name of [other.name, ...other.nicknames]) {
        for (const spelling of spellingsOf(name)) spoken.set(spelling, other);
        for (const look of looksOf(name)) seen.set(look, other);
      }

  for (const [index, name] of [contact.name, ...contact.nicknames].entries()) {
    const where = { in: index === 0 ? 'name' : 'nicknames', name } as const;
    const spellings = spellingsOf(name);
    if (spellings.length === 0) return { code: 'name-unsayable', ...where };
    const bySound = firstOf(spoken, spellings);
    if (bySound) return { code: 'name-taken', by: bySound, ...where };
    const problem = findReadingProblem(name);
    if (problem) return { code: problem, ...where };
    const byLooks = firstOf(seen, looksOf(name));
    if (byLooks) return { code: 'name-looks-taken', by: byLooks, ...where };
  }
  return undefined;
}

const firstOf = (taken: ReadonlyMap<string, Contact>, keys: readonly string[]): Contact | undefined =>
  keys.map(key => taken.get(key)).find(other => other !== undefined);

const spellingsOf = (name: string): string[] => sayingsOf(name).whole.map(spellingOf);

const ENGLISH = new Map(
  Object.entries(lookAlikes).flatMap(([letter, others]) =>
    Array.from(others, (other): [string, string] => [other, letter]),
  ),
);

const inEnglish = (text: string): string =>
  text.replace(/\P{ASCII}/gu, letter => ENGLISH.get(letter) ?? letter);

/**
 * The keys by which names are compared for their looks: two names look alike if they share a key. One key is the spelling
 * in English letters, without case. The other is the letters as they are drawn: a capital I, a 1 and a | count as l, and
 * a 0 counts as O. It begins with a mark that no spelling contains.
 */
function looksOf(name: string): string[] {
  // Before the decomposition too: the Greek ϲ looks like a c, and what it is decomposed into does not.
  const plain = inEnglish(name)
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '');
  const english = inEnglish(plain);
  const shapes = english.replace(/[I1|]/g, 'l').replaceAll('0', 'O').replace(/\s+/g, ' ').trim();
  return [...spellingsOf(english), `=${shapes}`];
}
