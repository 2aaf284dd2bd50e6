import { distance } from 'fastest-levenshtein';
import type { Contact } from '../../core/household/contact.ts';

/** So many letters may differ in a name of so many: "Anna" and "Hanna", "Kristen" and "Kirsten". */
const allowed = (letters: number): number => (letters <= 5 ? 1 : 2);

/**
 * Other contacts that go by a name which is written much like one of this contact's. It compares spellings; how alike
 * two names sound the house weighs itself, with each request.
 */
export function similarNames(
  contact: Pick<Contact, 'id' | 'name' | 'nicknames'>,
  others: readonly Contact[],
): Contact[] {
  const own = namesOf(contact);
  return others.filter(
    other => other.id !== contact.id && namesOf(other).some(name => own.some(mine => isNear(mine, name))),
  );
}

const namesOf = ({ name, nicknames }: Pick<Contact, 'name' | 'nicknames'>): string[] =>
  [name, ...nicknames].flatMap(one => {
    const whole = one.toLocaleLowerCase();
    return [whole, whole.split(' ')[0] ?? whole];
  });

const isNear = (one: string, other: string): boolean =>
  distance(one, other) <= allowed(Math.max(one.length, other.length));
