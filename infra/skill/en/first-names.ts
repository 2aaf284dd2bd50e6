import { allLocales, type LocaleDefinition } from '@faker-js/faker';

/** The lists of first names that faker.js has for the countries of the world, by country. */
const LISTS: Readonly<Record<string, LocaleDefinition>> = allLocales;
const listOf = (country: string): string[] =>
  Object.values(LISTS[country]?.person?.first_name ?? {}).flatMap(names => names ?? []);

/** The lists say nothing about how common a name is. A name that this many of them have is common: 1,275 of 3,186. */
const SHARED_BY = 3;

const shared = new Map<string, number>();
for (const country of Object.keys(LISTS))
  for (const name of new Set(listOf(country))) shared.set(name, (shared.get(name) ?? 0) + 1);

const COMMON = listOf('en').filter(name => (shared.get(name) ?? 0) >= SHARED_BY);

/** Countries with a list of their own. Britain has none; Australia's has Callum, Imogen and Poppy. */
const OWN: Readonly<Record<string, string>> = { 'en-AU': 'en_AU', 'en-GB': 'en_AU', 'en-IN': 'en_IN' };

/** The common first names of an English locale, each once. */
export const firstNames = (locale: string): string[] => [
  ...new Set([...COMMON, ...listOf(OWN[locale] ?? '')]),
];
