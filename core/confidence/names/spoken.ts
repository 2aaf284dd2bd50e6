/** Words said around a name that are not part of it. */
const AROUND = /^(?:(?:to|for|my|it's|its|please|um|uh) )+|(?: please)+$/g;

/** Most of what recognisers give is already in spoken form. */
const PLAIN = /^[a-z']+(?: [a-z']+)*$/;

/**
 * A text as it is spoken: lower case, without accents and punctuation, one space between words. Marks that are
 * letters in their script stay, such as the vowels of Hindi or the voicing of Japanese.
 */
export function spokenText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[^\p{L}\p{M}\p{N}' ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A name as it is spoken, without the words around it. */
export const spokenName = (text: string): string => spokenText(text).replace(AROUND, '').trim();
