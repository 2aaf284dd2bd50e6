import { said } from './names/spoken.ts';

/** Recognisers mostly leave these out and transcripts write them each in its own way, so nothing is learnt from them. */
const FILLED_PAUSES = new Set('uh um uhm er erm ah hm hmm mm mhm huh eh oh'.split(' '));

/** Written out or in digits, a number is a number. "One" is not among them: in talk it is mostly "the one". */
const NUMBERS = new Set(
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand'.split(
    ' ',
  ),
);

/**
 * What the content model looks at: each word, each pair of neighbours, how it begins (`^`) and ends (`$`), and
 * that a word was said twice running (`==`), as talk does and dictation seldom. Numbers count as one word `#`,
 * apostrophes are left out, and so are filled pauses. Each feature counts once.
 */
export function contentFeatures(words: string): ReadonlySet<string> {
  const features = new Set<string>();
  let before = '^';
  for (const spelled of said(words).replaceAll("'", '').split(' ')) {
    if (spelled === '' || FILLED_PAUSES.has(spelled)) continue;
    const word = /^\d/.test(spelled) || NUMBERS.has(spelled) ? '#' : spelled;
    features.add(word);
    features.add(word === before ? '==' : `${before} ${word}`);
    before = word;
  }
  if (before !== '^') features.add(`${before} $`);
  return features;
}
