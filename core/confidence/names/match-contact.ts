import type { Contact } from '../../household/contact.ts';
import type { ContactId } from '../../household/ids.ts';
import { familySynonyms } from './family-words.ts';
import { type NameBook, nameBookOf } from './name-book.ts';
import { namesOf, sayingsOfHeard, spellingOf } from './sayings.ts';
import { otherForms } from './short-forms.ts';
import { soundsOf, soundsToLookUp } from './sound.ts';
import { NEAR } from './sound-index.ts';

/** A name as the platform heard it, and the contacts that the platform itself resolved it to. */
export type HeardName = { text: string; resolved: ContactId[] };

/** How well a heard name fits the contacts. */
export type Match =
  | {
      /** `resolved`: only the platform took what was heard for this contact, whose name the dictionary does not have. */
      kind: 'exact' | 'nickname' | 'near' | 'resolved';
      contact: ContactId;
      /** The distance in phonemes from the contact's name; 0 if the name itself was heard, or what sounds the same. */
      apart: number;
      /** How many phonemes farther the next contact is; {@link CLEAR} if no other sounds near. */
      margin: number;
    }
  | { kind: 'ambiguous'; contacts: ContactId[]; apart: number }
  | { kind: 'none' };

/**
 * How the contact's name was heard: the name itself (or what sounds the same), something near it, or something that
 * only the platform took for it. In the last case nobody knows how the name is said.
 */
export const HEARD_AS = ['itself', 'near', 'resolved'] as const;
export type HeardAs = (typeof HEARD_AS)[number];

/** How a matched contact's name was heard. */
export const heardAs = ({ kind, apart }: Extract<Match, { contact: unknown }>): HeardAs =>
  kind === 'resolved' ? 'resolved' : apart > 0 ? 'near' : 'itself';

/** The margin to contacts that do not sound near at all. */
export const CLEAR = 2 * NEAR;

/**
 * Finds the contact that a heard name means. The steps are: the whole name, a nickname, the beginning of the name, its
 * rest after a title; then another family word or short form of the name, or the same sound; then the sound within one
 * phoneme; then what the platform resolved. The first step that finds a contact decides. If it finds several, the match
 * is ambiguous. By sound, only the nearest contacts count. A name as it was heard goes before the same without the words
 * around it: "my linh" is My Linh, and Linh only if there is no My Linh.
 */
export function matchContact(heard: HeardName, contacts: readonly Contact[]): Match {
  const book = nameBookOf(contacts);
  const sayings = sayingsOfHeard(heard.text);
  const near = book.sounds.near(sayings.slice(-1).flatMap(soundsToLookUp));
  let nearest = Infinity;
  for (const apart of near.values()) nearest = Math.min(nearest, apart);
  const soundsNearest = [...near].filter(([, apart]) => apart === nearest).map(([contact]) => contact);

  for (const saying of sayings) {
    const match = matchOf(findSpelled(book, [saying]), near);
    if (match) return match;
  }
  const sameSound = nearest === 0 ? soundsNearest : [];
  const synonyms = sayings.flatMap(saying => [
    ...familySynonyms(saying, heard.resolved),
    ...otherForms(saying),
  ]);
  const { contacts: called } = findSpelled(book, synonyms);
  return (
    (called.length > 0 &&
      matchOf({ kind: 'nickname', contacts: [...new Set([...called, ...sameSound])] }, near)) ||
    matchOf({ kind: 'near', contacts: soundsNearest, apart: nearest }, near) ||
    matchOf(resolvedIn(heard, contacts), near) || {
      kind: 'none',
    }
  );
}

type Found = {
  kind: Extract<Match, { contact: unknown }>['kind'];
  contacts: readonly Contact[];
  apart?: number;
};

/** The contacts of the first step in which one of the sayings is found. */
function findSpelled({ spellings }: NameBook, sayings: readonly string[]): Found {
  const spelled = sayings.map(spellingOf);
  for (const { kind, contacts } of spellings) {
    const found = new Set<Contact>();
    for (const spelling of spelled) for (const contact of contacts.get(spelling) ?? []) found.add(contact);
    if (found.size > 0) return { kind, contacts: [...found] };
  }
  return { kind: 'exact', contacts: [] };
}

/**
 * What the platform resolved. If the dictionary has the contact's name, our own comparison of sounds has already found
 * it not near, so the platform's match counts only as a near name.
 */
function resolvedIn({ resolved }: HeardName, all: readonly Contact[]): Found {
  const contacts = all.filter(({ id }) => resolved.includes(id));
  const hasSound = contacts.some(one => namesOf(one).some(name => soundsOf(name)[0]?.by === 'phonemes'));
  return { kind: hasSound ? 'near' : 'resolved', contacts, apart: NEAR };
}

/** The match of what one step found; undefined if it found nothing. `near` are all contacts that sound near. */
function matchOf(
  { kind, contacts, apart = 0 }: Found,
  near: ReadonlyMap<Contact, number>,
): Match | undefined {
  const [first] = contacts;
  if (!first) return undefined;
  if (contacts.length > 1) return { kind: 'ambiguous', contacts: contacts.map(({ id }) => id), apart };
  let next = Infinity;
  for (const [contact, distance] of near) if (contact !== first) next = Math.min(next, distance);
  return { kind, contact: first.id, apart, margin: Math.min(CLEAR, Math.max(0, next - apart)) };
}
