import { type Duration, type Instant, seconds } from '../../household/instant.ts';
import { observe, type Observation } from '../weigh.ts';

/** Alexa waits eight seconds and asks once more; a later answer came to the second asking. */
const REPROMPTED: Duration = seconds(14);

/**
 * How long the answer to a name took. Who wants something answers at once; an answer that came only after the
 * question was repeated is weak evidence that nobody was listening. No public data: set by hand. Range: ±0.5.
 */
export function answerTimeEvidence(asked: Instant | undefined, answered: Instant): Observation | undefined {
  return asked !== undefined && answered - asked > REPROMPTED
    ? observe('answer-time', 'slow', 'The answer came only after the question was asked twice.')
    : undefined;
}
