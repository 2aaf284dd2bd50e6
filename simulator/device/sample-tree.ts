import { distance } from 'fastest-levenshtein';
import type { ModelIntent } from './interaction-model.ts';
import { type Word, wordsOf } from './words.ts';

/** Samples, each a way from the root: those that begin alike share the beginning. */
export type SampleTree = {
  words: Map<string, SampleTree>;
  /** By name. `free` takes any number of words, another slot takes a name. */
  slots: Map<string, { free: boolean; next: SampleTree }>;
  /** The intents whose sample ends here. */
  ends: ModelIntent[];
};

export const emptyTree = (): SampleTree => ({ words: new Map(), slots: new Map(), ends: [] });

/** The slot type that takes free speech. */
export const FREE = 'AMAZON.SearchQuery';

/** Adds a sample such as `send a message to {recipient}` of an intent. */
export function addSample(root: SampleTree, sample: string, intent: ModelIntent): void {
  let tree = root;
  for (const part of sample.split(/(\{\w+\})/)) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) for (const { is } of wordsOf(part)) tree = childOf(tree.words, is, emptyTree());
    else {
      const free = intent.slots?.find(slot => slot.name === name)?.type === FREE;
      tree = childOf(tree.slots, name, { free, next: emptyTree() }).next;
    }
  }
  tree.ends.push(intent);
}

function childOf<Child>(children: Map<string, Child>, key: string, fresh: Child): Child {
  const child = children.get(key) ?? fresh;
  children.set(key, child);
  return child;
}

/** A sample that fits all of the words. */
export type Fit = {
  intent: ModelIntent;
  /** Which words each slot took. */
  slots: Record<string, [from: number, to: number]>;
  /** How many words are the sample's own, or were passed over. */
  explained: number;
  /** How many words are one letter off, and how many articles are missing. */
  slips: number;
  /** How many words come before a sample of free speech. */
  leadIn: number;
};

/** A name has at most four words. */
const NAME_WORDS = 4;
const MOST_SLIPS = 2;
/** Before free speech, people say that much to begin with: "before we finish, can you …". */
const LONGEST_LEAD_IN = 12;
/** In letters. Among shorter words, one letter off is another word ("tell" and "sell"). */
const LONG_ENOUGH_FOR_A_SLIP = 5;
const ARTICLES = ['a', 'an', 'the'];
/** Words that mean nothing here: anywhere, and at the beginning. At the end, "okay" may be the message. */
const FILLERS = split(
  'um, uh, er, hmm, just, now, please, kindly, thanks, thank you, could you, can you, would you',
);
const OPENING_FILLERS = [...FILLERS, ...split('well, so, ok, okay, hey, alexa, google, siri')];

function split(list: string): string[][] {
  return list.split(', ').map(one => one.split(' '));
}

/**
 * Every sample that fits the words from the first to the last. Where it is `forgiving`, it passes over fillers and polite
 * words that the sample does not have, over slips, and over words in front of a sample of free speech.
 */
export function fitsIn(root: SampleTree, words: readonly Word[], forgiving: boolean): Fit[] {
  const fits: Fit[] = [];
  visit(root, 0, { slots: {}, explained: 0, slips: 0, leadIn: 0 });
  return fits;

  function visit(tree: SampleTree, at: number, way: Omit<Fit, 'intent'>): void {
    const { slots, explained, slips, leadIn } = way;
    const word = words[at]?.is;
    if (word === undefined) {
      for (const intent of tree.ends)
        if (leadIn === 0 || takesFreeSpeech(intent, slots)) fits.push({ intent, ...way });
      return;
    }
    const same = tree.words.get(word);
    if (same) visit(same, at + 1, { slots, explained: explained + 1, slips, leadIn });
    for (const [name, { free, next }] of tree.slots) {
      const longest = Math.min(words.length, free ? Infinity : at + NAME_WORDS);
      // Where nothing follows, a slot that leaves words over does not fit.
      for (let to = isLast(next) && free ? longest : at + 1; to <= longest; to += 1)
        visit(next, to, { slots: { ...slots, [name]: [at, to] }, explained, slips, leadIn });
    }
    if (!forgiving) return;
    if (tree === root && leadIn < LONGEST_LEAD_IN) visit(tree, at + 1, { ...way, leadIn: leadIn + 1 });
    for (const filler of tree === root ? OPENING_FILLERS : FILLERS)
      if (filler.every((one, index) => words[at + index]?.is === one))
        visit(tree, at + filler.length, { slots, explained: explained + filler.length, slips, leadIn });
    if (slips === MOST_SLIPS) return;
    if (!same && word.length >= LONG_ENOUGH_FOR_A_SLIP)
      for (const [other, next] of tree.words)
        if (Math.abs(other.length - word.length) <= 1 && distance(other, word) === 1)
          visit(next, at + 1, { slots, explained: explained + 1, slips: slips + 1, leadIn });
    for (const article of ARTICLES) {
      const next = article !== word && tree.words.get(article);
      if (next) visit(next, at, { slots, explained, slips: slips + 1, leadIn });
    }
  }
}

const takesFreeSpeech = ({ slots = [] }: ModelIntent, took: Fit['slots']): boolean =>
  slots.some(({ name, type }) => type === FREE && name in took);

const isLast = ({ words, slots }: SampleTree): boolean => words.size + slots.size === 0;
