import { meantMostly, MEANT_CASES } from '../past-answers.ts';
import { clipAt, defineEvidence } from './definition.ts';

/**
 * What became of earlier messages from this room: a room with a television earns distrust. The room's past is one fact,
 * however often a name is heard. Nothing is observed before two answers, or one "That wasn't me".
 */
export const roomHistory = defineEvidence({
  cases: MEANT_CASES,
  clip: clipAt(1),
  // No public data: the directions are plain, the sizes are not.
  weights: { setByHand: { 'mostly-meant': 0.3, mixed: 0, 'mostly-not-meant': -0.7 } },
  oncePerConversation: true,
  observe: { 'name-heard': ({ pastAnswers, room }) => meantMostly(pastAnswers?.rooms.get(room)) },
});
