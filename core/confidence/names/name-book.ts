import type { Contact } from '../../household/contact.ts';
import { sayingsByStep, spellingOf } from './sayings.ts';
import { type Sound, soundsToIndex } from './sound.ts';
import { SoundIndex } from './sound-index.ts';

/** Contacts by the spelling of a saying ({@link spellingOf}). */
type BySpelling = ReadonlyMap<string, readonly Contact[]>;

/** The names of a household's contacts, indexed by spelling and by sound. */
export type NameBook = {
  /** In the order in which they are tried ({@link sayingsByStep}). */
  spellings: readonly { kind: 'exact' | 'nickname'; contacts: BySpelling }[];
  sounds: SoundIndex<Contact>;
};

const books = new WeakMap<readonly Contact[], NameBook>();

/** The names of these contacts. The book is made once for each list of contacts. */
export function nameBookOf(contacts: readonly Contact[]): NameBook {
  const book = books.get(contacts) ?? makeBook(contacts);
  books.set(contacts, book);
  return book;
}

function makeBook(contacts: readonly Contact[]): NameBook {
  const spellings: { kind: 'exact' | 'nickname'; contacts: Map<string, Contact[]> }[] = [];
  const sounds = new SoundIndex<Contact>();
  for (const contact of contacts) {
    const steps = sayingsByStep(contact);
    for (const [step, { kind, sayings }] of steps.entries()) {
      const { contacts: spelled } = (spellings[step] ??= { kind, contacts: new Map() });
      for (const spelling of new Set(sayings.map(spellingOf))) {
        const others = spelled.get(spelling);
        if (others) others.push(contact);
        else spelled.set(spelling, [contact]);
      }
    }
    const ownSounds = new Map<string, Sound>();
    for (const name of new Set(steps.flatMap(({ sayings }) => sayings)))
      for (const sound of soundsToIndex(name)) ownSounds.set(sound.by + sound.written, sound);
    for (const sound of ownSounds.values()) sounds.add(sound, contact);
  }
  return { spellings, sounds };
}
