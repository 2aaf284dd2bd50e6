import { clipAt, defineEvidence } from './definition.ts';

/**
 * A question that got no fitting answer. Somebody who wants to send a message mostly answers what is asked. The
 * clip is small, because one miss must be recoverable. A missing name that was asked for again is `name-again`.
 */
export const miss = defineEvidence({
  cases: ['not-understood', 'off-topic', 'empty'],
  clip: clipAt(2),
  weights: {
    fitted: {
      // The speech sets cannot tell these apart.
      sharesWeightOf: { 'off-topic': 'miss:not-understood', empty: 'miss:not-understood' },
    },
  },
  observe: {
    'answer-missing'({ asked, understood }) {
      if (asked === 'name-again') return undefined;
      if (asked === 'message') return 'empty';
      return understood ? 'off-topic' : 'not-understood';
    },
  },
});
