import { observe } from '../confidence/evidence/registry.ts';
import { type MessageId, timeId } from '../household/ids.ts';
import { askMessage, weighTurn } from './ask.ts';
import type { Recipient } from './conversation.ts';
import type { ReplyPart } from './reply.ts';
import type { Content, Handler } from './step.ts';
import { stop } from './stop.ts';
import type { Heard } from './turn.ts';

/** In characters: about two and a half minutes of speech. Longer is talk that nobody meant to dictate, or a letter. */
export const DICTATION_LIMIT = 2_000;

/**
 * The Echo asked for the message and it came: as dictated text, or as audio from a device with its own microphone. It is
 * weighed before anything is kept.
 */
export const content: Handler<{ recipient: Recipient; content: Content }> = {
  canHandle({ heard }, conversation) {
    const content = contentIn(heard);
    return conversation.asked === 'message' && content && { recipient: conversation.recipient, content };
  },
  handle(situation, { recipient, content }) {
    const { turn } = situation;
    const unfit = problemWith(content);
    const observations = unfit
      ? observe('answer-missing', { asked: 'message', understood: false })
      : 'transcript' in content
        ? observe('message-heard', {
            transcript: content.transcript,
            contentWeights: situation.model.content,
          })
        : [];
    const { verdict, conversation } = weighTurn(situation, observations);
    if (verdict === 'stop') return stop(turn, conversation, 'unlikely');
    if (unfit) return askMessage(conversation, recipient, unfit);
    const id = timeId(turn.at, `message ${turn.requestId}`) as MessageId;
    return {
      conversation: { ...conversation, asked: 'more', held: id },
      // Words can be added to text; audio stays as it is.
      reply:
        'transcript' in content
          ? { say: [{ code: 'held' }, { code: 'offer-to-add' }], reprompt: { code: 'offer-to-add' } }
          : { say: [{ code: 'held' }] },
      effect: {
        do: 'hold',
        message: { id, room: turn.room, contact: recipient.contact, story: conversation.story },
        content,
      },
      ifEffectFails: {
        conversation: { ...conversation, asked: 'nothing' },
        reply: { say: [{ code: 'not-held' }] },
      },
    };
  },
};

function contentIn(heard: Heard): Content | undefined {
  if (heard.kind === 'audio') return { audio: heard.reference };
  return heard.kind === 'send' && heard.message !== undefined
    ? { transcript: heard.message.trim() }
    : undefined;
}

function problemWith(content: Content): ReplyPart | undefined {
  if (!('transcript' in content)) return undefined;
  if (content.transcript === '') return { code: 'empty-message' };
  return content.transcript.length > DICTATION_LIMIT ? { code: 'message-too-long' } : undefined;
}
