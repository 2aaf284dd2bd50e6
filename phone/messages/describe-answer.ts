import type { AnswerProgress } from '../session/session-state.ts';
import type { Viewer } from './message-card.ts';
import { describeActor } from '../session/actor-text.ts';
import { messageTexts } from '../ui/texts.ts';

/**
 * Describes the progress of an answer; undefined if the status of the message says it. If another phone answered first,
 * it adds that answer's result.
 */
export function describeAnswer(
  answering: AnswerProgress | undefined,
  status: string,
  { me, trust }: Viewer,
): string | undefined {
  const text = messageTexts.card;
  switch (answering?.is) {
    case 'asking':
      return answering.type === 'undo' ? text.undoing : text.answering[answering.type];
    case 'not-confirmed':
      return text.notConfirmed[answering.type];
    case 'refused':
      return answering.by === undefined
        ? answering.title
        : `${answering.title} ${status || text.answeredBy(describeActor(answering.by, me, trust))}`;
    case 'not-sent':
      return text.notSent;
    case 'taken-back':
      return text.takenBack[answering.type];
    case 'other-than-heard':
    case undefined:
      return undefined;
  }
}
