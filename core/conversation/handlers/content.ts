import { observe } from '../../confidence/evidence/registry.ts';
import { matchContact } from '../../confidence/names/match-contact.ts';
import { speakable } from '../../message/speakable.ts';
import { askMessage, weighTurn } from '../ask.ts';
import type { Recipient } from '../conversation.ts';
import { DICTATION_LIMIT, holdContent } from '../hold.ts';
import type { ReplyPart } from '../reply.ts';
import { send } from './send.ts';
import type { Content, Handler } from '../step.ts';
import { stop } from '../stop.ts';
import type { Heard } from '../turn.ts';
import { correctedName } from '../understanding/corrected-name.ts';
import { requestWordsIn } from '../understanding/request-words.ts';

/**
 * The Echo asked for the message and it came: as dictated text, or as audio from a device with its own microphone. It is
 * weighed before anything is kept. "No, David" is no message: it starts over with David.
 */
export const content: Handler<{ recipient: Recipient; content: Content }> = {
  canHandle({ heard }, conversation) {
    const content = contentIn(heard);
    return conversation.asked === 'message' && content && { recipient: conversation.recipient, content };
  },
  handle(situation, { recipient, content }) {
    const { turn, household } = situation;
    const name =
      'transcript' in content ? correctedName(content.transcript, requestWordsIn(turn.language)) : undefined;
    if (name !== undefined && isContactsName(matchContact({ text: name, resolved: [] }, household.contacts)))
      return send.handle(situation, { name: { text: name, resolved: [] } });
    const unfit = problemWith(content);
    const observations =
      !unfit && 'transcript' in content
        ? observe('message-heard', {
            transcript: content.transcript,
            contentWeights: situation.model.content,
          })
        : [];
    const { verdict, conversation } = weighTurn(situation, observations);
    if (verdict === 'stop') return stop({ turn, conversation }, 'unlikely');
    if (unfit) return { ...askMessage(conversation, recipient, unfit), missed: true };
    return holdContent({ turn, conversation }, recipient, content);
  },
};

const isContactsName = (match: ReturnType<typeof matchContact>): boolean =>
  match.kind === 'exact' || match.kind === 'nickname' || (match.kind === 'ambiguous' && match.apart === 0);

function contentIn(heard: Heard): Content | undefined {
  if (heard.kind === 'audio') return { audio: heard.reference };
  return heard.kind === 'send' && heard.message !== undefined
    ? { transcript: heard.message.trim() }
    : undefined;
}

function problemWith(content: Content): ReplyPart | undefined {
  if (!('transcript' in content)) return undefined;
  const spoken = speakable(content.transcript);
  if (spoken === 'nothing') return { code: 'empty-message' };
  if (spoken === 'in-part') return { code: 'message-not-sayable' };
  return content.transcript.length > DICTATION_LIMIT ? { code: 'message-too-long' } : undefined;
}
