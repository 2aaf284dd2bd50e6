import { seconds } from '../../household/instant.ts';
import { clipAt, defineEvidence, type Moments } from './definition.ts';

/** Alexa waits eight seconds and asks once more. A later answer came to the second question. */
const REPROMPTED = seconds(14);

/**
 * How long the answer to a name took. Somebody who wants something answers at once. If only the repeated question is
 * answered, that is weak evidence that nobody was listening to the Echo.
 */
export const answerTime = defineEvidence({
  cases: ['slow'],
  clip: clipAt(0.5),
  // No public data: the direction is plain, the size is not.
  weights: { setByHand: { slow: -0.3 } },
  observe: { 'name-heard': slowness, 'name-heard-again': slowness },
});

function slowness({ askedAt, answeredAt }: Moments['name-heard' | 'name-heard-again']) {
  return askedAt !== undefined && answeredAt - askedAt > REPROMPTED ? 'slow' : undefined;
}
