const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const VALUES = new Map([
  ...ONES.map((word, value) => [word, value] as const),
  ...TENS.map((word, at) => [word, 20 + 10 * at] as const),
]);

/** A word with its digits in words: `42` is `forty two`, `4ever` is `four ever`, `101` is `one zero one`. */
export const inNumberWords = (word: string): string =>
  /\d/.test(word)
    ? word
        .replace(/\d+/g, digits => ` ${numberWords(digits)} `)
        .replace(/ +/g, ' ')
        .trim()
    : word;

function numberWords(digits: string): string {
  const value = Number(digits);
  if (digits.length > 2 || String(value) !== digits)
    return digits.replace(/\d/g, digit => ` ${ONES[Number(digit)]}`).trim();
  if (value < ONES.length) return ONES[value] as string;
  const ones = value % 10;
  return [TENS[Math.floor(value / 10) - 2], ...(ones > 0 ? [ONES[ones]] : [])].join(' ');
}

/** Whether a word is a number from zero to ninety. */
export const isNumberWord = (word: string): boolean => VALUES.has(word);

/**
 * Words with their numbers in digits, however the numbers were read: "forty two" and "four two" are `42`, "one oh one",
 * "one zero one" and "one hundred and one" are `101`.
 */
export function inDigits(words: readonly string[]): string[] {
  const written: string[] = [];
  let wasNumber = false;
  for (let at = 0; at < words.length;) {
    const { digits, next } = readNumber(words, at, wasNumber);
    wasNumber = digits !== undefined;
    written.push(digits ?? (words[at] as string));
    at = next;
  }
  return written;
}

/** The number that begins at a word, if one does, and where the words go on. */
function readNumber(
  words: readonly string[],
  at: number,
  afterNumber: boolean,
): { digits?: string; next: number } {
  const word = words[at] as string;
  if (afterNumber && (word === 'oh' || word === 'o')) return { digits: '0', next: at + 1 };
  const value = VALUES.get(word);
  if (value === undefined) return { next: at + 1 };
  if (value > 0 && value < 10 && words[at + 1] === 'hundred') {
    const rest = readBelowHundred(words, words[at + 2] === 'and' ? at + 3 : at + 2);
    return rest
      ? { digits: String(100 * value + rest.value), next: rest.next }
      : { digits: String(100 * value), next: at + 2 };
  }
  const read = readBelowHundred(words, at) as { value: number; next: number };
  return { digits: String(read.value), next: read.next };
}

function readBelowHundred(words: readonly string[], at: number): { value: number; next: number } | undefined {
  const value = VALUES.get(words[at] ?? '');
  if (value === undefined) return undefined;
  const ones = VALUES.get(words[at + 1] ?? '') ?? 0;
  return value >= 20 && ones > 0 && ones < 10
    ? { value: value + ones, next: at + 2 }
    : { value, next: at + 1 };
}
