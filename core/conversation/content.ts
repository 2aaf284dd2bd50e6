import type { MessageId } from '../household/ids.ts';
import { timeId } from '../household/ids.ts';
import { askMessage, stop, weighed } from './ask.ts';
import { contentEvidence } from '../confidence/evidence/content.ts';
import { lengthEvidence } from '../confidence/evidence/length.ts';
import { missEvidence } from '../confidence/evidence/miss.ts';
import type { Handler, Step } from './step.ts';
import { wordsIn } from '../text/replies.ts';

/** About two and a half minutes of speech. Longer is talk that nobody meant to dictate, or a letter. */
export const DICTATION_LIMIT = 2_000;

/**
 * The message was asked for and came: as dictated words, or as audio from a device with its own microphone. What
 * it says is weighed before anything is kept.
 */
export const content: Handler = {
  canHandle: ({ heard }, { asked, recipient }) =>
    asked === 'message' &&
    recipient !== undefined &&
    (heard.kind === 'recording' || (heard.kind === 'send' && heard.message !== undefined)),
  handle(turn, before, _household, model): Step {
    const { heard } = turn;
    const words = wordsIn(turn.language);
    const dictated = heard.kind === 'send' ? (heard.message ?? '').trim() : undefined;
    const unfit =
      dictated === ''
        ? words.emptyMessage
        : (dictated?.length ?? 0) > DICTATION_LIMIT
          ? words.tooLong
          : undefined;
    if (unfit) {
      const { standing, conversation } = weighed(turn, before, [missEvidence('empty')], model);
      return standing === 'stop' ? stop(turn, conversation, 'unlikely') : askMessage(conversation, unfit);
    }
    if (!before.recipient || (heard.kind !== 'recording' && dictated === undefined))
      throw new Error('canHandle was not asked');

    const { standing, conversation } = weighed(
      turn,
      before,
      dictated === undefined ? [] : [contentEvidence(dictated, model.content), lengthEvidence(dictated)],
      model,
    );
    if (standing === 'stop') return stop(turn, conversation, 'unlikely');
    const id = timeId(turn.at, `message ${turn.request}`) as MessageId;
    return {
      conversation: { ...conversation, asked: 'more', held: id },
      // Words can be added to words; audio is whole as it is.
      reply:
        heard.kind === 'recording'
          ? { say: words.held }
          : { say: `${words.held} ${words.heldMore}`, reprompt: words.heldMore },
      effect: {
        do: 'hold',
        message: { id, room: turn.room, contact: before.recipient, story: conversation.story },
        content: heard.kind === 'recording' ? { reference: heard.reference } : { words: dictated ?? '' },
      },
      otherwise: { conversation: { ...conversation, asked: 'nothing' }, reply: { say: words.notHeld } },
    };
  },
};
