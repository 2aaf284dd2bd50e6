/** A value of the slot type for contacts. */
type Person = { id: string; value: string; synonyms?: readonly string[] };

/** How one kind of English is spoken, where that matters for what Alexa must understand. */
type Spoken = {
  /** What a phone in the pocket is called. */
  handset: string;
  /** What is done with what nobody wants. */
  throwAway: string;
  /** People as they are called. They only show Alexa what kind of word to expect; the phone's contacts are taught at run time. */
  people: readonly Person[];
};

const dad: Person = { id: 'dad', value: 'dad', synonyms: ['father'] };
const names = (...values: string[]): Person[] => values.map(value => ({ id: value.toLowerCase(), value }));

/** The locales in which the skill is published, the first one first. */
export const LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-CA', 'en-IN'] as const;
export type Locale = (typeof LOCALES)[number];

export const SPOKEN: Record<Locale, Spoken> = {
  'en-US': {
    handset: 'cell phone',
    throwAway: 'trash it',
    people: [
      { id: 'mom', value: 'mom', synonyms: ['mum', 'mother'] },
      dad,
      { id: 'grandma', value: 'grandma', synonyms: ['granny', 'nana'] },
      { id: 'grandpa', value: 'grandpa', synonyms: ['granddad'] },
      ...names('Anna', 'David', 'Maria', 'James'),
    ],
  },
  'en-GB': {
    handset: 'mobile',
    throwAway: 'bin it',
    people: [
      { id: 'mum', value: 'mum', synonyms: ['mam', 'mother'] },
      dad,
      { id: 'gran', value: 'gran', synonyms: ['nan', 'granny', 'grandma'] },
      { id: 'grandad', value: 'grandad', synonyms: ['grandpa'] },
      ...names('Anna', 'David', 'Olivia', 'James'),
    ],
  },
  'en-AU': {
    handset: 'mobile',
    throwAway: 'bin it',
    people: [
      { id: 'mum', value: 'mum', synonyms: ['mother'] },
      dad,
      { id: 'nan', value: 'nan', synonyms: ['nanna', 'grandma'] },
      { id: 'pop', value: 'pop', synonyms: ['grandad', 'grandpa'] },
      ...names('Anna', 'David', 'Charlotte', 'James'),
    ],
  },
  'en-CA': {
    handset: 'cell phone',
    throwAway: 'trash it',
    people: [
      { id: 'mom', value: 'mom', synonyms: ['mum', 'mother'] },
      dad,
      { id: 'grandma', value: 'grandma', synonyms: ['granny', 'nana'] },
      { id: 'grandpa', value: 'grandpa', synonyms: ['granddad'] },
      ...names('Anna', 'David', 'Chloe', 'James'),
    ],
  },
  'en-IN': {
    handset: 'mobile',
    throwAway: 'bin it',
    people: [
      { id: 'mum', value: 'mum', synonyms: ['mummy', 'amma', 'mother'] },
      { id: 'dad', value: 'dad', synonyms: ['papa', 'daddy', 'father'] },
      // A nana is a grandfather here.
      { id: 'grandma', value: 'grandma', synonyms: ['dadi', 'nani'] },
      { id: 'grandpa', value: 'grandpa', synonyms: ['dada', 'nana'] },
      ...names('Anna', 'Priya', 'Anjali', 'Rahul'),
    ],
  },
};
