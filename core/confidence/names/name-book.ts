import type { Contact } from '../../household/contact.ts';
import { type Sound, soundsToIndex } from './sound.ts';
import { SoundIndex } from './sound-index.ts';
import { spokenName } from './spoken.ts';

/** The names of a household's contacts, indexed by spelling and by sound. */
export type NameBook = {
  /** In the order in which they are tried: whole names, nicknames, first names alone. */
  spellings: readonly { kind: 'exact' | 'nickname'; contacts: ReadonlyMap<string, readonly Contact[]> }[];
  sounds: SoundIndex<Contact>;
};

const books = new WeakMap<readonly Contact[], NameBook>();

/** The names of these contacts. The book is made once for each list of contacts. */
export function nameBookOf(contacts: readonly Contact[]): NameBook {
  const book = books.get(contacts) ?? makeBook(contacts);
  books.set(contacts, book);
  return book;
}

/** The names that a contact may be called by: the whole name, the first name alone, nicknames. */
export function namesOf({ name, nicknames }: Pick<Contact, 'name' | 'nicknames'>): string[] {
  const whole = spokenName(name);
  const [first = ''] = whole.split(' ');
  return [...new Set([whole, first, ...nicknames.map(spokenName)])].filter(one => one !== '');
}

function makeBook(contacts: readonly Contact[]): NameBook {
  const wholeNames = new Map<string, Contact[]>();
  const nicknames = new Map<string, Contact[]>();
  const firstNames = new Map<string, Contact[]>();
  const sounds = new SoundIndex<Contact>();
  for (const contact of contacts) {
    const name = spokenName(contact.name);
    const [firstName = ''] = name.split(' ');
    addName(wholeNames, name, contact);
    for (const nickname of new Set(contact.nicknames.map(spokenName))) addName(nicknames, nickname, contact);
    addName(firstNames, firstName, contact);
    const ownSounds = new Map<string, Sound>();
    for (const one of namesOf(contact))
      for (const sound of soundsToIndex(one)) ownSounds.set(sound.by + sound.written, sound);
    for (const sound of ownSounds.values()) sounds.add(sound, contact);
  }
  return {
    spellings: [
      { kind: 'exact', contacts: wholeNames },
      { kind: 'nickname', contacts: nicknames },
      { kind: 'exact', contacts: firstNames },
    ],
    sounds,
  };
}

function addName(names: Map<string, Contact[]>, name: string, contact: Contact): void {
  if (name === '') return;
  const contacts = names.get(name);
  if (contacts) contacts.push(contact);
  else names.set(name, [contact]);
}
