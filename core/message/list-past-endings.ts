import type { Message } from './message.ts';
import type { Room } from '../household/room.ts';
import type { Ending } from '../household/pauses.ts';

/**
 * How many past messages are read: enough to judge a contact and to notice a flood of messages, few enough to read
 * within a turn.
 */
export const PAST_MESSAGES_READ = 50;

/** How past conversations ended, newest first: those that left a message, and those that were stopped in these rooms. */
export function listPastEndings(messages: readonly Message[], rooms: readonly Room[]): Ending[] {
  return [
    ...messages.map(endingOf),
    ...rooms.flatMap(({ id: room, stoppedAt = [] }) =>
      stoppedAt.map(at => ({ at, room, was: 'accident' as const })),
    ),
  ].sort((a, b) => b.at - a.at);
}

function endingOf(message: Message): Ending {
  const { room, heldAt } = message;
  switch (message.state) {
    case 'rendering':
    case 'held':
    case 'expired':
      return { at: heldAt, room, was: 'open', heldAt };
    case 'discarded': {
      const was = message.answer?.statement.notMe ? 'accident' : 'meant';
      return { at: message.endedAt, room, was, heldAt };
    }
    case 'released':
    case 'sending':
    case 'unknown':
    case 'delivered':
      // Somebody who edits the state in the database may have left out the answer.
      return {
        at: (message.answer as typeof message.answer | undefined)?.at ?? heldAt,
        room,
        was: 'meant',
        heldAt,
      };
    case 'failed':
      return { at: message.endedAt, room, was: 'meant', heldAt };
  }
}
