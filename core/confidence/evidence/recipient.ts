import { clipAt, defineEvidence } from './definition.ts';

/**
 * How well the heard name fits a contact. Talk in a room often yields names that only sound near a contact's, and
 * rarely the exact name. The weights were counted on forced accidents and composed requests. A name may weigh much for
 * intent, because names are the check that works.
 */
export const recipient = defineEvidence({
  cases: ['exact', 'nickname', 'sounds-same', 'near', 'resolved', 'ambiguous', 'none'],
  clip: clipAt(2.5),
  // An unknown name is no evidence of an accident.
  clipOfCase: { none: clipAt(0) },
  weights: {
    fitted: {
      neverFor: ['none'],
      sharesWeightOf: {
        // The address books of the evaluation have no nicknames.
        nickname: 'recipient:exact',
        // In the evaluation the platform resolves only what sounds near.
        resolved: 'recipient:near',
        ambiguous: 'recipient:near',
      },
    },
  },
  observe: {
    'name-heard': ({ match }) => (match.kind === 'near' && match.apart === 0 ? 'sounds-same' : match.kind),
  },
});
