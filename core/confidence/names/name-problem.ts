import type { Contact } from '../../household/contact.ts';
import { sayingsOf, spellingOf } from './sayings.ts';

/** Why a name or nickname of a contact cannot be saved. */
export type NameProblem = { in: 'name' | 'nicknames'; name: string } & (
  | { code: 'name-unsayable' }
  /** The other contact has a name or nickname that is the same when it is spoken. */
  | { code: 'name-taken'; by: Contact }
);

/**
 * The first name of a contact that the Echo could not hear, or could not tell from a name of another contact. Names are
 * compared as a heard name is ({@link spellingOf}): José and Jose are the same, Linh and My Linh are not.
 *
 * @param contacts the contacts that are saved; the contact itself may be among them
 */
export function findNameProblem(contact: Contact, contacts: readonly Contact[]): NameProblem | undefined {
  const taken = new Map<string, Contact>();
  for (const other of contacts)
    if (other.id !== contact.id)
      for (const name of [other.name, ...other.nicknames])
        for (const spelling of spellingsOf(name)) taken.set(spelling, other);

  for (const [index, name] of [contact.name, ...contact.nicknames].entries()) {
    const where = { in: index === 0 ? 'name' : 'nicknames', name } as const;
    const spellings = spellingsOf(name);
    if (spellings.length === 0) return { code: 'name-unsayable', ...where };
    const by = spellings.map(spelling => taken.get(spelling)).find(other => other !== undefined);
    if (by) return { code: 'name-taken', by, ...where };
  }
  return undefined;
}

const spellingsOf = (name: string): string[] => sayingsOf(name).whole.map(spellingOf);
