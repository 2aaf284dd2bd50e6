import { requiredFriction } from '../confidence/required-friction.ts';
import { logOddsOf, probabilityOf } from '../confidence/story.ts';
import { isEnoughFriction } from '../household/friction.ts';
import type { Room } from '../household/room.ts';
import type { Settings } from '../household/settings.ts';
import { type Answer, isWaiting, type Message, undoUntilOf } from '../message/message.ts';
import type { SealProblem } from '../message/outcome.ts';
import type { MessageView } from './message-routes.ts';

/**
 * A message as its owner's phones get it. While the owner has to choose the contact, the view does not say which contact
 * the Echo heard. `sealProblem`: why the message is not believed; the view then shows neither contact nor recording.
 */
export function viewMessage(
  message: Message,
  {
    rooms,
    settings,
    sealProblem,
  }: { rooms: readonly Room[]; settings: Settings; sealProblem?: SealProblem | undefined },
): MessageView {
  const room = rooms.find(({ id }) => id === message.room);
  const recording = 'recording' in message && !sealProblem ? message.recording : undefined;
  const friction = requiredFriction(message.story, settings);
  const undoUntil = undoUntilOf(message);
  const isOpen = isWaiting(message) || (message.state === 'discarded' && undoUntil !== undefined);
  const logOdds = logOddsOf(message.story);
  return {
    id: message.id,
    state: message.state,
    room: { id: message.room, ...(room && { name: room.name }) },
    ...(!sealProblem && !(isOpen && isEnoughFriction(friction, 'choose')) && { contact: message.contact }),
    heldAt: message.heldAt,
    holdUntil: message.holdUntil,
    sendBy: message.sendBy,
    ...(recording && {
      recording: {
        digest: recording.digest,
        mediaType: recording.mediaType,
        duration: recording.duration,
        bytes: recording.bytes,
        hasTranscript: recording.words === true,
      },
    }),
    story: message.story,
    confidence: { logOdds, probability: probabilityOf(logOdds) },
    friction,
    ...(sealProblem && { sealProblem }),
    ...('answer' in message && message.answer && { answer: viewAnswer(message.answer) }),
    ...(undoUntil !== undefined && { undoUntil }),
    ...('outcome' in message && message.outcome && { outcome: message.outcome }),
    ...('mayHaveArrived' in message && message.mayHaveArrived && { mayHaveArrived: true as const }),
    history: message.history,
    erased: 'erasedAt' in message && message.erasedAt !== undefined,
  };
}

function viewAnswer({ statement, phone, at }: Answer): NonNullable<MessageView['answer']> {
  return statement.type === 'release'
    ? { type: 'release', phone, at, contact: statement.contact }
    : { type: 'discard', phone, at, notMe: statement.notMe };
}
