import type { Contact } from '../../core/household/contact.ts';

/** The number of `tone-…` classes in ui/controls.css. */
const TONES = 6;

/** The first letter of a contact's name, on a colour that depends only on the contact's id. */
export function Avatar({ contact: { id, name } }: { contact: Pick<Contact, 'id' | 'name'> }) {
  const tone = Array.from(id).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % TONES;
  return (
    <span class={`avatar tone-${tone}`} aria-hidden="true">
      {initialOf(name)}
    </span>
  );
}

const letters = new Intl.Segmenter();

/** The first grapheme: one letter as people see it may be several code units. */
const initialOf = (name: string): string =>
  (letters.segment(name)[Symbol.iterator]().next().value?.segment ?? '').toUpperCase();
