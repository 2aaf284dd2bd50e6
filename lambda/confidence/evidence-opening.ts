import type { Evidence } from './story.ts';
import { weigh } from './weigh.ts';

/**
 * How the conversation opened. A one-shot ("tell Second Yes to send a message to Anna") is a whole sentence that
 * talk in a room seldom forms; opening the skill first takes only its name.
 */
export function openingEvidence(opening: 'one-shot' | 'opened'): Evidence {
  return opening === 'one-shot'
    ? weigh('opening', 'one-shot', 'The request was made in one sentence, with the name in it.')
    : weigh('opening', 'opened', 'The skill was opened first, and then asked to send a message.');
}
