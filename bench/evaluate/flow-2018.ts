import type { ForcedNames } from '../speech/heard-as-name.ts';

/** The number of words in one answer of the room: about ten seconds of talk. */
export const WINDOW = 20;

/** The words that count as yes. */
const YES = new Set(
  'yes yeah yep yup right okay ok sure correct exactly absolutely definitely uh-huh'.split(' '),
);

/**
 * Whether the flow of 2018 sends a message after a chain of forty words, as docs/confidence.md defines it (_How it is
 * judged_): it hears a recipient in the first twenty words and a yes in the next twenty.
 */
export function wouldSendIn2018(chain: readonly string[], names: ForcedNames): boolean {
  return (
    chain.slice(0, WINDOW).some(word => names.heardIn(word).length > 0) &&
    chain.slice(WINDOW, 2 * WINDOW).some(word => YES.has(word))
  );
}
