import { meantMostly, MEANT_CASES } from '../past-answers.ts';
import { clipAt, defineEvidence } from './definition.ts';

/**
 * What became of earlier messages to this contact: a contact that somebody writes to daily earns trust, in this
 * household only. Nothing is observed before two answers, or one "That wasn't me".
 */
export const contactHistory = defineEvidence({
  cases: MEANT_CASES,
  clip: clipAt(1),
  // No public data: the directions are plain, the sizes are not.
  weights: { setByHand: { 'mostly-meant': 0.5, mixed: 0, 'mostly-not-meant': -0.7 } },
  oncePerConversation: true,
  observe: {
    'name-heard': ({ pastAnswers, contact }) => contact && meantMostly(pastAnswers?.contacts.get(contact.id)),
  },
});
