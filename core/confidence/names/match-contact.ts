import type { Contact } from '../../household/contact.ts';
import type { ContactId } from '../../household/ids.ts';
import { familySynonyms } from './family-words.ts';
import { nameBookOf } from './name-book.ts';
import { soundsToLookUp } from './sound.ts';
import { NEAR } from './sound-index.ts';
import { spokenName } from './spoken.ts';

/** A name as the platform heard it, and the contacts that the platform itself resolved it to. */
export type HeardName = { text: string; resolved: ContactId[] };

/** How well a heard name fits the contacts. */
export type Match =
  | {
      kind: 'exact' | 'nickname' | 'near';
      contact: ContactId;
      /** The distance in phonemes from the contact's name; 0 if the name itself was heard, or what sounds the same. */
      apart: number;
      /** How many phonemes farther the next contact is; {@link CLEAR} if no other sounds near. */
      margin: number;
    }
  | { kind: 'ambiguous'; contacts: ContactId[] }
  | { kind: 'none' };

/** Whether the contact's name itself was heard (or what sounds the same), or only something near it. */
export type HeardAs = 'itself' | 'near';

/** How a matched contact's name was heard. */
export const heardAs = ({ apart }: { apart: number }): HeardAs => (apart > 0 ? 'near' : 'itself');

/** The margin to contacts that do not sound near at all. */
export const CLEAR = 2 * NEAR;

/**
 * Finds the contact that a heard name means. The steps are: the whole name, a nickname, the first name alone, another
 * family word for the same person, the sound within one phoneme, and what the platform resolved. The first step that finds a contact decides. If it finds several,
 * the match is ambiguous. By sound, only the nearest contacts count.
 */
export function matchContact(heard: HeardName, contacts: readonly Contact[]): Match {
  const name = spokenName(heard.text);
  const near =
    name === '' ? new Map<Contact, number>() : nameBookOf(contacts).sounds.near(soundsToLookUp(name));
  if (name !== '') {
    for (const { kind, contacts: spelled } of nameBookOf(contacts).spellings) {
      const match = matchOf(spelled.get(name) ?? [], { kind, apart: 0 }, near);
      if (match) return match;
    }
    const synonyms = familySynonyms(name, heard.resolved);
    for (const { contacts: spelled } of nameBookOf(contacts).spellings) {
      const found = new Set(synonyms.flatMap(synonym => spelled.get(synonym) ?? []));
      const match = matchOf([...found], { kind: 'nickname', apart: 0 }, near);
      if (match) return match;
    }
    const nearest = Math.min(...near.values());
    const atNearest = [...near].filter(([, apart]) => apart === nearest).map(([contact]) => contact);
    const match = matchOf(atNearest, { kind: 'near', apart: nearest }, near);
    if (match) return match;
  }
  const resolved = contacts.filter(({ id }) => heard.resolved.includes(id));
  return matchOf(resolved, { kind: 'near', apart: NEAR }, near) ?? { kind: 'none' };
}

/** The match of what one step found; undefined if it found nothing. `near` are all contacts that sound near. */
function matchOf(
  found: readonly Contact[],
  { kind, apart }: { kind: 'exact' | 'nickname' | 'near'; apart: number },
  near: ReadonlyMap<Contact, number>,
): Match | undefined {
  const [first] = found;
  if (!first) return undefined;
  if (found.length > 1) return { kind: 'ambiguous', contacts: found.map(({ id }) => id) };
  let next = Infinity;
  for (const [contact, distance] of near) if (contact !== first) next = Math.min(next, distance);
  return { kind, contact: first.id, apart, margin: Math.min(CLEAR, Math.max(0, next - apart)) };
}
