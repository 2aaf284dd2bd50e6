import { type Friction, isEnoughFriction } from '../household/friction.ts';
import { requiredFriction } from '../confidence/required-friction.ts';
import { logOddsOf, probabilityOf, type Story } from '../confidence/story.ts';
import type { Room } from '../household/room.ts';
import type { Settings } from '../household/settings.ts';
import type { ContactId, MessageId, PhoneId, RoomId } from '../household/ids.ts';
import type { Duration, Instant } from '../household/instant.ts';
import type { Sha256 } from '../household/sha256.ts';
import type { HistoryEntry } from '../message/history-entry.ts';
import type { Message, MessageState } from '../message/message.ts';
import type { Outcome } from '../message/outcome.ts';

/** A message as the phone gets it. The words come separately, with the recording. */
export type MessageView = {
  id: MessageId;
  state: MessageState;
  room: Pick<Room, 'id' | 'name'>;
  /** Whom the Echo heard; missing while the owner has yet to pick without being told. */
  contact?: ContactId;
  heldAt: Instant;
  holdUntil: Instant;
  sendBy: Instant;
  recording?: { digest: Sha256; mediaType: string; duration: Duration; bytes: number; words: boolean };
  story: Story;
  confidence: { logOdds: number; probability: number };
  /** What a release must come with, the household's floor included. */
  friction: Friction;
  answer?: { type: 'release' | 'discard'; phone: PhoneId; at: Instant; contact?: ContactId; notMe?: boolean };
  /** Until when a released message waits for somebody to take it back. */
  undoUntil?: Instant;
  outcome?: Outcome;
  /** It was not sent, and an earlier attempt may have arrived. */
  mayHaveArrived?: true;
  history: HistoryEntry[];
  erased: boolean;
};

/** A room as the phone gets it. */
export type RoomView = { id: RoomId; name: string; paused: boolean };

/** Shows a message to its owner. */
export function viewOf(message: Message, rooms: readonly Room[], settings: Settings): MessageView {
  const recording = 'recording' in message ? message.recording : undefined;
  const answer = 'answer' in message ? message.answer : undefined;
  const friction = requiredFriction(message.story, settings);
  const isOpen = message.state === 'rendering' || message.state === 'held';
  const logOdds = logOddsOf(message.story);
  return {
    id: message.id,
    state: message.state,
    room: { id: message.room, name: rooms.find(({ id }) => id === message.room)?.name ?? 'An Echo' },
    ...(!(isOpen && isEnoughFriction(friction, 'choose')) && { contact: message.contact }),
    heldAt: message.heldAt,
    holdUntil: message.holdUntil,
    sendBy: message.sendBy,
    ...(recording && {
      recording: {
        digest: recording.digest,
        mediaType: recording.mediaType,
        duration: recording.duration,
        bytes: recording.bytes,
        words: recording.words === true,
      },
    }),
    story: message.story,
    confidence: { logOdds, probability: probabilityOf(logOdds) },
    friction,
    ...(answer && {
      answer: {
        type: answer.statement.type,
        phone: answer.phone,
        at: answer.at,
        ...(answer.statement.type === 'release'
          ? { contact: answer.statement.contact }
          : { notMe: answer.statement.notMe }),
      },
    }),
    ...(message.state === 'released' &&
      message.attempts === 0 &&
      message.retryAt !== undefined && { undoUntil: message.retryAt }),
    ...('outcome' in message && message.outcome && { outcome: message.outcome }),
    ...('mayHaveArrived' in message && message.mayHaveArrived && { mayHaveArrived: true as const }),
    history: message.history,
    erased: 'erasedAt' in message && message.erasedAt !== undefined,
  };
}
