import { observe, type Observation } from '../weigh.ts';

/**
 * How the conversation opened. A one-shot ("tell Second Yes to send a message to Anna") is a whole sentence that
 * talk in a room seldom forms; opening the skill first takes only its name. How often accidents open one way or
 * the other is in no public data, so its weights are set by hand. Range: ±1.
 */
export function openingEvidence(opening: 'one-shot' | 'opened'): Observation {
  return opening === 'one-shot'
    ? observe('opening', 'one-shot', 'The request was made in one sentence, with the name in it.')
    : observe('opening', 'opened', 'The skill was opened first, or no name was said at once.');
}
