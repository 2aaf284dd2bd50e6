import type { HeardName } from '../../confidence/names/match-contact.ts';
import { findRecipient } from '../find-recipient.ts';
import type { Handler } from '../step.ts';
import { correctedName } from '../understanding/corrected-name.ts';
import { requestWordsIn } from '../understanding/request-words.ts';

/** The Echo asked "Who's it for?" and heard a name. */
export const recipientAnswer: Handler<HeardName> = {
  canHandle: ({ heard }, { asked }) =>
    asked === 'recipient' && heard.kind === 'send' && (heard.name ?? heard.nameAgain),
  handle: (situation, { text, resolved }) =>
    findRecipient(situation, {
      text: correctedName(text, requestWordsIn(situation.turn.language)) ?? text,
      resolved,
    }),
};
