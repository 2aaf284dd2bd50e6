import type { Contact } from '../../household/contact.ts';
import { type Sound, soundsToFind } from './sound.ts';
import { SoundIndex } from './sound-index.ts';
import { spokenName } from './spoken.ts';

/** A household's names, ready to be looked up by what was heard. */
export type NameBook = {
  /** In the order in which they are tried: whole names, nicknames, first names alone. */
  spelled: readonly { kind: 'exact' | 'nickname'; names: ReadonlyMap<string, readonly Contact[]> }[];
  sounds: SoundIndex<Contact>;
};

const books = new WeakMap<readonly Contact[], NameBook>();

/** The names of these contacts. Made once a list of contacts, so that a turn looks up and never scans. */
export function nameBookOf(contacts: readonly Contact[]): NameBook {
  const made = books.get(contacts) ?? makeBook(contacts);
  books.set(contacts, made);
  return made;
}

/** The names that a contact may be called by: the whole name, the first name alone, nicknames. */
export function namesOf({ name, nicknames }: Pick<Contact, 'name' | 'nicknames'>): string[] {
  const whole = spokenName(name);
  const [first = ''] = whole.split(' ');
  return [...new Set([whole, first, ...nicknames.map(spokenName)])].filter(one => one !== '');
}

function makeBook(contacts: readonly Contact[]): NameBook {
  const whole = new Map<string, Contact[]>();
  const nick = new Map<string, Contact[]>();
  const first = new Map<string, Contact[]>();
  const sounds = new SoundIndex<Contact>();
  for (const contact of contacts) {
    const name = spokenName(contact.name);
    const nicknames = contact.nicknames.map(spokenName);
    const [firstName = ''] = name.split(' ');
    note(whole, name, contact);
    for (const nickname of new Set(nicknames)) note(nick, nickname, contact);
    note(first, firstName, contact);
    const heardAs = new Map<string, Sound>();
    for (const one of namesOf(contact))
      for (const sound of soundsToFind(one)) heardAs.set(sound.by + sound.written, sound);
    for (const sound of heardAs.values()) sounds.add(sound, contact);
  }
  return {
    spelled: [
      { kind: 'exact', names: whole },
      { kind: 'nickname', names: nick },
      { kind: 'exact', names: first },
    ],
    sounds,
  };
}

function note(names: Map<string, Contact[]>, name: string, contact: Contact): void {
  if (name === '') return;
  const known = names.get(name);
  if (known) known.push(contact);
  else names.set(name, [contact]);
}
