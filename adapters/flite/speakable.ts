import type { Language } from '../../core/household/language.ts';
import { inSpokenWords } from '../../core/text/in-spoken-words.ts';

/** ASCII for characters that flite would skip, since it knows ASCII only. */
const REPLACEMENTS: [RegExp, string][] = [
  [/[‘’‚‛′]/g, "'"],
  [/[“”„‟″]/g, '"'],
  [/ ?[–—―]/g, ', '],
  [/…/g, '...'],
  [/ß/g, 'ss'],
  [/[æÆ]/g, 'ae'],
  [/[œŒ]/g, 'oe'],
  [/[øØ]/g, 'o'],
  [/ł/g, 'l'],
  [/Ł/g, 'L'],
];

/**
 * Turns a text into ASCII for a speech engine that knows nothing else. Signs that carry meaning become words, typographic
 * marks and accented letters plain ones; what has no plain form is left out. Undefined if no letter or digit is left.
 */
export function toSpeakable(text: string, language: Language): string | undefined {
  const replaced = REPLACEMENTS.reduce(
    (before, [mark, plain]) => before.replace(mark, plain),
    inSpokenWords(text, language),
  );
  const ascii = replaced
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/ +/g, ' ');
  return /[0-9A-Za-z]/.test(ascii) ? ascii.trim() : undefined;
}
