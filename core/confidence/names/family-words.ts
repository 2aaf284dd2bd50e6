import { onFirstUse } from '../../household/on-first-use.ts';

/** A member of a family and what people call them, the most usual word first. `kindOf`: an oma is a grandmother. */
type Member = { readonly id: string; readonly words: readonly string[]; readonly kindOf?: string };

const member = (id: string, words = id, kindOf?: string): Member => ({
  id: `family-${id}`,
  words: words.split(' '),
  ...(kindOf && { kindOf: `family-${kindOf}` }),
});

/** The words of American English, and those that are understood everywhere. */
const everywhere = onFirstUse((): readonly Member[] => [
  member('mother', 'mom mum mommy mummy mama momma ma mam mother'),
  member('father', 'dad daddy papa pa pops father'),
  member('parents', 'parents folks'),
  member('grandmother', 'grandma granny gran nana nan nanna grammy grandmom grandmum grandmama grandmother'),
  member('grandfather', 'grandpa granddad grandad gramps pop granddaddy grandpapa grandfather'),
  member('grandparents'),
  member('wife', 'wife wifey'),
  member('husband', 'husband hubby'),
  member('partner'),
  member('girlfriend'),
  member('boyfriend'),
  member('daughter'),
  member('son'),
  member('kids', 'kids children'),
  member('sister', 'sister sis'),
  member('brother', 'brother bro'),
  member('granddaughter'),
  member('grandson'),
  member('aunt', 'aunt auntie aunty'),
  member('uncle'),
  member('cousin', 'cousin cuz'),
  member('niece'),
  member('nephew'),
  member('stepmother', 'stepmom stepmum stepmother'),
  member('stepfather', 'stepdad stepfather'),
  member('godmother'),
  member('godfather'),
  member('oma', 'oma', 'grandmother'),
  member('abuela', 'abuela', 'grandmother'),
  member('nonna', 'nonna', 'grandmother'),
  member('opa', 'opa', 'grandfather'),
  member('abuelo', 'abuelo', 'grandfather'),
  member('nonno', 'nonno', 'grandfather'),
]);

/** What a locale says more often than the words above, or besides them. */
const preferred = onFirstUse((): Readonly<Record<string, readonly Member[]>> => ({
  'en-GB': [
    member('mother', 'mum mummy'),
    member('grandmother', 'gran nan'),
    member('grandfather', 'grandad'),
  ],
  'en-AU': [member('mother', 'mum mummy'), member('grandmother', 'nan'), member('grandfather', 'pop')],
  'en-IN': [
    member('mother', 'mum mummy amma maa ammi'),
    member('father', 'dad papa appa abbu baba'),
    member('fathers-mother', 'dadi', 'grandmother'),
    member('mothers-mother', 'nani', 'grandmother'),
    member('fathers-father', 'dada', 'grandfather'),
    member('mothers-father', 'nana', 'grandfather'),
    member('elder-sister', 'didi akka', 'sister'),
    member('elder-brother', 'bhaiya bhai', 'brother'),
    member('fathers-sister', 'bua', 'aunt'),
    member('mothers-sister', 'mausi masi', 'aunt'),
    member('fathers-brothers-wife', 'chachi', 'aunt'),
    member('fathers-brother', 'chacha chachu', 'uncle'),
  ],
}));
const everyMember = onFirstUse(() => [...everywhere(), ...Object.values(preferred()).flat()]);

/** What people of a locale call one member of a family, the most usual word first. */
export type FamilyWords = { readonly id: string; readonly words: readonly string[] };

/**
 * The family words of a locale such as `en-GB`. Each word stands with one member. A locale that is not known here has
 * the words of American English.
 *
 * The skill package makes one value of its static slot type of each member: `words[0]` is the value, the other words
 * are its synonyms, and the id tells {@link familySynonyms} whom the platform understood. No contact has such an id.
 */
export function familyWords(locale: string): FamilyWords[] {
  const own = preferred()[locale] ?? [];
  const ids = new Set([...everywhere(), ...own].map(({ id }) => id));
  return [...ids].map(id => {
    const taken = new Set(own.flatMap(other => (other.id === id ? [] : other.words)));
    const words = [...own, ...everywhere()].flatMap(one => (one.id === id ? one.words : []));
    return { id, words: [...new Set(words)].filter(word => !taken.has(word)) };
  });
}

/** In words. What is longer is talk. */
const LONGEST_NAME = 5;

/**
 * The other names of the same person, if a spoken name has a family word: "mom" gives "mum" and "mother", "auntie mary"
 * gives "aunt mary". A general word also gives its kinds, and a kind the general words: "grandma" gives "oma" and
 * "nani", but "oma" does not give "nani". The words of all locales count.
 *
 * @param resolved what the platform resolved the name to; if a member of the family is among it, only that member is
 * meant ("nana" is a grandfather in India and a grandmother elsewhere)
 */
export function familySynonyms(name: string, resolved: readonly string[]): string[] {
  const words = name.split(' ');
  if (words.length > LONGEST_NAME || !words.some(isFamilyWord)) return [];
  return words.flatMap((word, at) =>
    synonymsOf(word, resolved).map(synonym => words.with(at, synonym).join(' ')),
  );
}

/** The members that a word stands for, the one that it is in most places first. */
const membersOf = onFirstUse(() => {
  const members = new Map<string, Member[]>();
  for (const one of everyMember())
    for (const word of one.words) members.set(word, [...(members.get(word) ?? []), one]);
  return members;
});

/** Whether a word stands for a member of a family somewhere. */
export const isFamilyWord = (word: string): boolean => membersOf().has(word);

function synonymsOf(word: string, resolved: readonly string[]): string[] {
  const named = membersOf().get(word) ?? [];
  const understood = named.filter(({ id }) => resolved.includes(id));
  const meant = understood.length > 0 ? understood : named;
  const synonyms = everyMember()
    .filter(other =>
      meant.some(one => other.id === one.id || other.kindOf === one.id || other.id === one.kindOf),
    )
    .flatMap(({ id, words }) => words.filter(synonym => membersOf().get(synonym)?.[0]?.id === id));
  return [...new Set(synonyms)].filter(synonym => synonym !== word);
}
