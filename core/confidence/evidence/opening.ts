import { clipAt, defineEvidence } from './definition.ts';

/**
 * How the conversation opened. A one-shot ("tell Second Yes to send a message to Anna") is a whole sentence that
 * talk in a room seldom forms. A conversation that opens without a name needs only the skill's name.
 */
export const opening = defineEvidence({
  cases: ['one-shot', 'opened'],
  clip: clipAt(1),
  // No public data say how accidents open. Assumed: one accident in three is a one-shot, two requests in three.
  weights: { setByHand: { 'one-shot': 0.7, opened: 0 } },
  observe: {
    'request-heard': ({ opensSession, withName }) => (opensSession && withName ? 'one-shot' : 'opened'),
  },
});
