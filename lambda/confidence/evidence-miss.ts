import type { Evidence } from './story.ts';
import { weigh } from './weigh.ts';

/** A question that got no fitting answer: somebody who wants to send a message mostly answers what is asked. */
export function missEvidence(what: 'not-understood' | 'off-topic'): Evidence {
  return what === 'not-understood'
    ? weigh('miss', 'not-understood', 'The answer was not understood.')
    : weigh('miss', 'off-topic', 'Something else was said than what was asked for.');
}
