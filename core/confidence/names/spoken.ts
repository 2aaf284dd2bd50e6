/** Words said around a name that are not part of it. */
const AROUND = /^(?:(?:to|for|my|it's|its|please|um|uh) )+|(?: please)+$/g;

/** What recognisers mostly give needs no change. */
const PLAIN = /^[a-z']+(?: [a-z']+)*$/;

/**
 * Words as they are said: lower case, without accents and punctuation. Marks that are letters to their script, as
 * the vowels of Hindi or the voicing of Japanese, stay.
 */
export function said(text: string): string {
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

/** A name as it is said, without the words around it. */
export const spokenName = (text: string): string => said(text).replace(AROUND, '').trim();
