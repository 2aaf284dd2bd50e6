import { distance } from 'fastest-levenshtein';
import { namesOf } from '../../core/confidence/names/sayings.ts';
import type { Contact } from '../../core/household/contact.ts';

/** How many letters may differ in a name of this length: "Anna" and "Hanna", "Kristen" and "Kirsten". */
const allowedDistance = (letters: number): number => (letters <= 5 ? 1 : 2);

/**
 * Finds other contacts that may be called by a name much like one of this contact's. Only letters are compared; the
 * server compares how the names sound, for each utterance.
 */
export function findSimilarNames(
  contact: Pick<Contact, 'id' | 'name' | 'nicknames'>,
  others: readonly Contact[],
): Contact[] {
  const own = sayingsOf(contact);
  return others.filter(
    other => other.id !== contact.id && sayingsOf(other).some(name => own.some(mine => isNear(mine, name))),
  );
}

type Named = Pick<Contact, 'name' | 'nicknames'>;

/** Each contact is compared with each other one, so its sayings are found once. */
const sayings = new WeakMap<Named, string[]>();

function sayingsOf(contact: Named): string[] {
  const found = sayings.get(contact) ?? namesOf(contact);
  sayings.set(contact, found);
  return found;
}

const isNear = (one: string, other: string): boolean =>
  distance(one, other) <= allowedDistance(Math.max(one.length, other.length));
