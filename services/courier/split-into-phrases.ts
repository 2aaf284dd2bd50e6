/**
 * A long text as pieces of at most `longest` characters each, parted after a sentence where one ends in the piece's
 * second half, else between words, else anywhere but inside a character. Pieces without letters or digits are left out.
 */
export function breaths(text: string, longest: number): string[] {
  const pieces: string[] = [];
  for (let rest = text.trim(); rest !== '';) {
    const end = rest.length <= longest ? rest.length : endWithin(rest, longest);
    pieces.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return pieces.filter(piece => /[\p{L}\p{N}]/u.test(piece));
}

function endWithin(text: string, longest: number): number {
  const piece = text.slice(0, longest + 1);
  const sentence = Math.max(...['. ', '! ', '? ', '\n'].map(mark => piece.lastIndexOf(mark)));
  if (sentence >= longest / 2) return sentence + 1;
  const space = piece.search(/\s\S*$/);
  if (space > 0) return space;
  // Not between the two halves of a surrogate pair.
  return /[\uD800-\uDBFF]/.test(text.charAt(longest - 1)) ? longest - 1 : longest;
}
