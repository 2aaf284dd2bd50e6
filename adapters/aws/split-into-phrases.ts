/**
 * Splits a text into phrases of at most `longest` characters, for a speech engine that takes no more at once. A phrase
 * ends after a sentence if one ends in its second half, else between words, else between characters. Phrases without
 * letters or digits are left out.
 */
export function splitIntoPhrases(text: string, longest: number): string[] {
  const phrases: string[] = [];
  for (let rest = text.trim(); rest !== '';) {
    const end = rest.length <= longest ? rest.length : endWithin(rest, longest);
    phrases.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return phrases.filter(phrase => /[\p{L}\p{N}]/u.test(phrase));
}

function endWithin(text: string, longest: number): number {
  const phrase = text.slice(0, longest + 1);
  const sentence = Math.max(...['. ', '! ', '? ', '\n'].map(mark => phrase.lastIndexOf(mark)));
  if (sentence >= longest / 2) return sentence + 1;
  const space = phrase.search(/\s\S*$/);
  if (space > 0) return space;
  // A cut between the two halves of a surrogate pair would break a character.
  return /[\uD800-\uDBFF]/.test(text.charAt(longest - 1)) ? longest - 1 : longest;
}
