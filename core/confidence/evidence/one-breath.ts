import { clipAt, defineEvidence, ONE_BREATH_FORMS } from './definition.ts';

/**
 * How the message stood in a request in one breath. "Tell Anna that …" is a sentence which people say to a machine;
 * talk that the platform forces into the same shape has the name and then any words.
 */
export const oneBreath = defineEvidence({
  cases: ONE_BREATH_FORMS,
  clip: clipAt(1.5),
  weights: { fitted: {} },
  observe: { 'request-heard': ({ form }) => form },
});
