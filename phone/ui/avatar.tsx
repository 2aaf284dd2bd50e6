import type { Contact } from '../../core/household/contact.ts';

/** So many colours the stylesheet has for faces. */
const TONES = 6;

/** What stands for a contact's face: the first letter, on a colour that is always the same one. */
export function Avatar({ contact: { id, name } }: { contact: Pick<Contact, 'id' | 'name'> }) {
  const tone = Array.from(id).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % TONES;
  return (
    <span class={`avatar tone-${tone}`} aria-hidden="true">
      {initialOf(name)}
    </span>
  );
}

const letters = new Intl.Segmenter();

/** The first letter as people see it, be it several code units. */
const initialOf = (name: string): string =>
  (letters.segment(name)[Symbol.iterator]().next().value?.segment ?? '').toUpperCase();
