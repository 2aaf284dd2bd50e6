import type { ForcedNames } from '../speech/heard-as-name.ts';

/** How many words one answer of the room holds: about ten seconds of talk. */
export const WINDOW = 20;

/** The words that are heard as yes. */
const YES = new Set(
  'yes yeah yep yup right okay ok sure correct exactly absolutely definitely uh-huh'.split(' '),
);

/**
 * The flow of 2018 on one chain of forty words, as the data's README defines it: a recipient is heard in the first
 * twenty, a yes in the next twenty, and it sends.
 */
export function sends2018(chain: readonly string[], names: ForcedNames): boolean {
  return (
    chain.slice(0, WINDOW).some(word => names.heardIn(word).length > 0) &&
    chain.slice(WINDOW, 2 * WINDOW).some(word => YES.has(word))
  );
}
