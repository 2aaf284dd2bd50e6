import type { Contact } from '../../household/contact.ts';
import type { ContactId } from '../../household/ids.ts';
import { nameBookOf } from './name-book.ts';
import { soundsToLookUp } from './sound.ts';
import { NEAR } from './sound-index.ts';
import { spokenName } from './spoken.ts';

/** A name as the platform heard it, and the contacts it resolved it to by itself. */
export type HeardName = { text: string; resolved: ContactId[] };

/** How well what was heard fits one contact. */
export type Match =
  | {
      kind: 'exact' | 'nickname' | 'near';
      contact: ContactId;
      /** How far from the contact's name it sounds, in phones; 0 where the name itself was heard. */
      apart: number;
      /** How much farther the next contact is, in phones; {@link CLEAR} where none sounds near. */
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
 * Finds the contact that was meant: by its name (or its first name alone), by a nickname, then by sound within
 * one phone, then by what the platform resolved. More than one at the same step is ambiguous; of those that sound
 * near only the nearest count.
 */
export function matchContact(heard: HeardName, contacts: readonly Contact[]): Match {
  const name = spokenName(heard.text);
  const near =
    name === '' ? new Map<Contact, number>() : nameBookOf(contacts).sounds.near(soundsToLookUp(name));
  if (name !== '') {
    for (const { kind, names } of nameBookOf(contacts).spelled) {
      const match = only(kind, names.get(name) ?? [], near, 0);
      if (match) return match;
    }
    const nearest = Math.min(...near.values());
    const match = only(
      'near',
      [...near].filter(([, apart]) => apart === nearest).map(pair => pair[0]),
      near,
      nearest,
    );
    if (match) return match;
  }
  const resolved = contacts.filter(({ id }) => heard.resolved.includes(id));
  return only('near', resolved, near, NEAR) ?? { kind: 'none' };
}

function only(
  kind: 'exact' | 'nickname' | 'near',
  found: readonly Contact[],
  near: ReadonlyMap<Contact, number>,
  apart: number,
): Match | undefined {
  const [first] = found;
  if (!first) return undefined;
  if (found.length > 1) return { kind: 'ambiguous', contacts: found.map(({ id }) => id) };
  let next = Infinity;
  for (const [contact, distance] of near) if (contact !== first) next = Math.min(next, distance);
  return { kind, contact: first.id, apart, margin: Math.min(CLEAR, Math.max(0, next - apart)) };
}
