import { missed } from '../misses.ts';
import type { Handler } from '../step.ts';
import { hasOpenQuestion } from '../stop.ts';
import type { Heard } from '../turn.ts';

/** These act at every question. */
const ALWAYS_ACTS: ReadonlySet<Heard['kind']> = new Set([
  'stop',
  'cancel',
  'help',
  'repeat',
  'session-ended',
]);
/** These act until the message is asked for. From then on they may be a part of the message. */
const ACTS_BEFORE_MESSAGE: ReadonlySet<Heard['kind']> = new Set(['explain', 'add-contact']);

/**
 * A question is open and the turn does not answer it. While the message is asked for, the platform may take content for
 * any other intent and drop its words, so little else acts then. Not understanding somebody is no evidence of an
 * accident: the question is asked again.
 */
export const miss: Handler = {
  canHandle({ heard }, conversation) {
    const { kind } = heard;
    if (ALWAYS_ACTS.has(kind)) return false;
    if (ACTS_BEFORE_MESSAGE.has(kind)) return conversation.asked === 'message';
    return hasOpenQuestion(conversation);
  },
  handle: missed,
};
