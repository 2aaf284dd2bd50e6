import { observe } from '../../confidence/evidence/registry.ts';
import type { HeardName } from '../../confidence/names/match-contact.ts';
import { askRecipient, weighTurn } from '../ask.ts';
import { findRecipient } from '../find-recipient.ts';
import { startRequest } from '../start-request.ts';
import type { Handler } from '../step.ts';
import { takeUtterance, utteranceInName } from '../take-utterance.ts';

/** "Send a message", with or without a name, at the start or after an earlier message; with a name also in between. */
export const send: Handler<{ name: HeardName | undefined }> = {
  canHandle: ({ heard }, { asked }) =>
    heard.kind === 'send' &&
    (asked === 'nothing' || asked === 'more' || (asked === 'message' && heard.name !== undefined)) && {
      name: heard.name,
    },
  handle: (situation, { name }) =>
    startRequest(situation, fresh => {
      const utterance = name && utteranceInName(fresh, name);
      if (utterance) return takeUtterance(fresh, utterance);
      const opening = observe('request-heard', {
        opensSession: situation.turn.opensSession,
        withName: name !== undefined,
      });
      return name
        ? findRecipient(fresh, name, opening)
        : askRecipient(weighTurn(fresh, opening).conversation, { code: 'ask-recipient' });
    }),
};
