import { observe, type Observation } from '../weigh.ts';

/**
 * A question that got no fitting answer: somebody who wants to send a message mostly answers what is asked.
 * Counted by the fit, kept small because one miss must be recoverable. Range: ±2.
 */
export function missEvidence(what: 'not-understood' | 'off-topic' | 'empty'): Observation {
  switch (what) {
    case 'not-understood':
      return observe('miss', 'not-understood', 'The answer was not understood.');
    case 'off-topic':
      return observe('miss', 'off-topic', 'Something else was said than what was asked for.');
    case 'empty':
      return observe('miss', 'empty', 'The message was asked for, and no fitting message came.');
  }
}
