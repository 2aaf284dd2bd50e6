import { contentScore } from '../content-model.ts';
import { defineEvidence } from './definition.ts';

/** Where each case begins, in log-odds of the content model. */
const LEAST_SCORES = [
  [3, 'message-3'],
  [1.5, 'message-2'],
  [0, 'message-1'],
  [-1.5, 'unclear'],
  [-2.5, 'talk-1'],
  [-3.5, 'talk-2'],
] as const;

/**
 * Whether the content reads like a message ("I'm running late, see you at six") or like talk between people ("uh yeah
 * and then I, I mean"): the score of a log-linear model over words and word pairs, in seven steps. Such models are the
 * usual baseline for device-directed speech. Ours was fitted on public commands and transcripts and may have learnt the
 * manner of these corpora. So content may weigh less for a message than against it. If it weighs too little for a
 * message, the phone only asks for more.
 */
export const content = defineEvidence({
  cases: ['talk-3', 'talk-2', 'talk-1', 'unclear', 'message-1', 'message-2', 'message-3'],
  clip: { against: 7.5, for: 2 },
  weights: { fitted: {} },
  observe: {
    'message-heard'({ transcript, contentWeights }) {
      const score = contentScore(transcript, contentWeights);
      return LEAST_SCORES.find(([least]) => score >= least)?.[1] ?? 'talk-3';
    },
  },
});
