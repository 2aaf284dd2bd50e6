/** First names that are easily confused. */
const NAMES =
  'Anna Hannah Mary Marie Erin Aaron David Tim Jim Kim Christopher Christine Linda Lynn Karen Carol Mark Marcus John Joan Robert Roberta Susan Suzanne Daniel Danielle Steven Stephanie Paul Paula'.split(
    ' ',
  );

/** The names of an address book: up to thirty are first names, and each of more has a second name and a number. */
export const namesOf = (count: number): string[] =>
  count <= NAMES.length
    ? NAMES.slice(0, count)
    : Array.from(
        { length: count },
        (_, i) => `${NAMES[i % NAMES.length]} ${NAMES[(i * 7 + 3) % NAMES.length]} ${i}`,
      );

/** Names as they are heard: exact, misheard, and no contact's. */
export const HEARD = [
  'mary',
  'very',
  'christopher',
  'lynda',
  'mork',
  'danielle',
  'something',
  'susan',
  'steffany',
];
