/** What flite, which knows ASCII only and skips the rest, can say instead. */
const PLAIN: [RegExp, string][] = [
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
  [/&/g, ' and '],
  [/€/g, ' euros '],
  [/£/g, ' pounds '],
];

/**
 * The words as an ASCII speech engine can say them: typographic marks and letters with accents become plain ones,
 * what has no plain form is left out. Undefined if nothing that sounds is left.
 */
export function speakable(words: string): string | undefined {
  const replaced = PLAIN.reduce((text, [mark, plain]) => text.replace(mark, plain), words);
  const ascii = replaced
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/ +/g, ' ');
  return /[0-9A-Za-z]/.test(ascii) ? ascii.trim() : undefined;
}
