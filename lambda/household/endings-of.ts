import type { Message } from '../message/message.ts';
import type { StoppedConversation } from './household.ts';
import type { Ending } from './pauses.ts';

/** How past conversations ended, newest first, from what is kept of them. */
export function endingsOf(messages: readonly Message[], stopped: readonly StoppedConversation[]): Ending[] {
  return [
    ...messages.map(endingOf),
    ...stopped.map(({ at, room }) => ({ at, room: room.id, was: 'accident' as const })),
  ].sort((a, b) => b.at - a.at);
}

function endingOf(message: Message): Ending {
  const { room, heldAt } = message;
  switch (message.state) {
    case 'rendering':
    case 'held':
      return { at: heldAt, room, was: 'open', heldAt };
    case 'expired':
      return { at: message.endedAt, room, was: 'accident', heldAt };
    case 'discarded': {
      const was = message.answer?.statement.notMe ? 'accident' : 'meant';
      return { at: message.endedAt, room, was, heldAt };
    }
    case 'released':
    case 'sending':
    case 'unknown':
    case 'delivered':
      // Whoever sets the state by hand may have given no answer.
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
