import { observe } from '../confidence/evidence/registry.ts';
import { askMessage, askNext, askRecipient, weighTurn } from './ask.ts';
import type { Conversation } from './conversation.ts';
import type { Handler } from './step.ts';
import { stop } from './stop.ts';

type OpenQuestion = Extract<Conversation, { asked: 'recipient' | 'name-again' | 'message' }>;

/**
 * A question is open and the turn does not answer it. While the message is asked for, the platform may take content for
 * any other intent and drop its words, so only "stop" acts then.
 */
export const miss: Handler<OpenQuestion> = {
  canHandle({ heard }, conversation) {
    if (heard.kind === 'stop' || heard.kind === 'session-ended') return false;
    switch (conversation.asked) {
      case 'message':
        return conversation;
      case 'recipient':
      case 'name-again':
        return heard.kind !== 'help' && heard.kind !== 'explain' && conversation;
      case 'nothing':
      case 'more':
        return false;
    }
  },
  handle(situation, before) {
    const { turn } = situation;
    const { kind } = turn.heard;
    const understood = kind !== 'not-understood' && kind !== 'send';
    const { verdict, conversation } = weighTurn(
      situation,
      observe('answer-missing', { asked: before.asked, understood }),
    );
    if (verdict === 'stop') return stop(turn, conversation, 'unlikely');
    switch (before.asked) {
      case 'message':
        return askMessage(conversation, before.recipient, { code: 'empty-message' });
      case 'recipient':
        return askRecipient(conversation, { code: 'ask-recipient-again' });
      case 'name-again':
        return askNext(turn, conversation, before.recipient, verdict);
    }
  },
};
