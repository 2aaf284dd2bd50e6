import type { Friction } from '../approval/friction.ts';
import { frictionFor } from '../confidence/friction-for.ts';
import { logOddsOf, probabilityOf, type Story } from '../confidence/story.ts';
import type { Room } from '../household/household.ts';
import type { ContactId, MessageId, PhoneId } from '../household/ids.ts';
import type { Duration, Instant } from '../household/instant.ts';
import type { Sha256 } from '../household/sha256.ts';
import type { Happening, Message, MessageState, Outcome } from '../message/message.ts';

/** A message as the phone gets it. The words come separately, with the recording. */
export type MessageView = {
  id: MessageId;
  state: MessageState;
  room: Room;
  contact: ContactId;
  heldAt: Instant;
  holdUntil: Instant;
  sendBy: Instant;
  recording?: { digest: Sha256; mediaType: string; duration: Duration; bytes: number; words: boolean };
  story: Story;
  confidence: { logOdds: number; probability: number };
  friction: Friction;
  answer?: { typ: 'release' | 'discard'; phone: PhoneId; at: Instant; contact?: ContactId; notMe?: boolean };
  outcome?: Outcome;
  history: Happening[];
  erased: boolean;
};

/** Shows a message to its owner. */
export function viewOf(message: Message, rooms: readonly Room[]): MessageView {
  const recording = 'recording' in message ? message.recording : undefined;
  const answer = 'answer' in message ? message.answer : undefined;
  const logOdds = logOddsOf(message.story);
  return {
    id: message.id,
    state: message.state,
    room: rooms.find(room => room.id === message.room) ?? { id: message.room, name: 'An Echo' },
    contact: message.contact,
    heldAt: message.heldAt,
    holdUntil: message.holdUntil,
    sendBy: message.sendBy,
    ...(recording && {
      recording: {
        digest: recording.digest,
        mediaType: recording.mediaType,
        duration: recording.duration,
        bytes: recording.bytes,
        words: recording.transcript !== undefined,
      },
    }),
    story: message.story,
    confidence: { logOdds, probability: probabilityOf(logOdds) },
    friction: frictionFor(message.story),
    ...(answer && {
      answer: {
        typ: answer.statement.typ,
        phone: answer.phone,
        at: answer.at,
        ...(answer.statement.typ === 'release'
          ? { contact: answer.statement.contact }
          : { notMe: answer.statement.notMe }),
      },
    }),
    ...('outcome' in message && message.outcome && { outcome: message.outcome }),
    history: message.history,
    erased: 'erasedAt' in message && message.erasedAt !== undefined,
  };
}
