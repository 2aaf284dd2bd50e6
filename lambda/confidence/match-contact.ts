import type { Contact } from '../household/contact.ts';
import type { ContactId } from '../household/ids.ts';
import { soundDistance } from './sound-distance.ts';

/** A name as the platform heard it, and the contacts it resolved it to by itself. */
export type HeardName = { text: string; resolved: ContactId[] };

/** How well what was heard fits one contact. */
export type Match =
  | { kind: 'exact' | 'nickname' | 'near'; contact: ContactId }
  | { kind: 'ambiguous'; contacts: ContactId[] }
  | { kind: 'none' };

/** Names shorter than this many phones must be heard exactly: at one phone apart, tim is tom is jim. */
const NEAR_LENGTH = 4;

/**
 * Finds the contact that was meant: by its name (or its first name alone), by a nickname, then by sound within
 * one phone, then by what the platform resolved. More than one at the same step is ambiguous.
 */
export function matchContact(heard: HeardName, contacts: readonly Contact[]): Match {
  const said = spoken(heard.text);
  if (said !== '') {
    const steps: [Match['kind'] & ('exact' | 'nickname' | 'near'), (contact: Contact) => boolean][] = [
      ['exact', ({ name }) => spoken(name) === said],
      ['nickname', ({ nicknames }) => nicknames.some(nickname => spoken(nickname) === said)],
      ['exact', ({ name }) => firstNameOf(name) === said],
      ['near', contact => namesOf(contact).some(name => soundsNear(name, said))],
    ];
    for (const [kind, fits] of steps) {
      const match = only(kind, contacts.filter(fits));
      if (match) return match;
    }
  }
  const resolved = contacts.filter(({ id }) => heard.resolved.includes(id));
  return only('near', resolved) ?? { kind: 'none' };
}

function only(kind: 'exact' | 'nickname' | 'near', found: Contact[]): Match | undefined {
  const [first] = found;
  if (!first) return undefined;
  return found.length === 1
    ? { kind, contact: first.id }
    : { kind: 'ambiguous', contacts: found.map(({ id }) => id) };
}

function soundsNear(name: string, said: string): boolean {
  const { apart, length } = soundDistance(name, said);
  return apart === 0 || (apart === 1 && length >= NEAR_LENGTH);
}

const firstNameOf = (name: string): string => spoken(name).split(' ')[0] ?? '';
const namesOf = ({ name, nicknames }: Contact): string[] => [
  ...new Set([spoken(name), firstNameOf(name), ...nicknames.map(spoken)]),
];

/** Words said around a name that are not part of it. */
const AROUND = /^(?:(?:to|for|my|it's|its|please|um|uh) )+|(?: please)+$/g;

/**
 * A name as it is said: lower case, without accents and punctuation, and without the words around it. Marks that
 * are letters to their script, as the vowels of Hindi or the voicing of Japanese, stay.
 */
function spoken(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[^\p{L}\p{M}\p{N}' ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(AROUND, '')
    .trim();
}
