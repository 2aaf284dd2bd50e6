import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Command } from '../../core/message/command.ts';
import { decide } from '../../core/message/decide.ts';
import type { Decision } from '../../core/message/decision.ts';
import type { Message } from '../../core/message/message.ts';
import type { Documents } from '../ports/documents.ts';
import { changeDocument } from './change-document.ts';

type Undecided = Exclude<Decision, { kind: 'moved' }> | { kind: 'missing' };

export type MessageChange = {
  household: HouseholdId;
  id: MessageId;
  /** The command, or a function that makes it from the message. */
  command: Command | ((message: Message) => Command);
  now: Instant;
  /** The message as the caller has just read or written it. */
  known?: Message | undefined;
};

/**
 * Decides on a message and stores the decision. After a lost race it decides again on the newer message. A moved message
 * is given as it is stored.
 */
export async function changeMessage(
  documents: Documents,
  { household, id, command, now, known }: MessageChange,
): Promise<Decision | { kind: 'missing' }> {
  const changed = await changeDocument<'message', Undecided>(documents, {
    household,
    kind: 'message',
    id,
    known,
    decide(message) {
      if (!message) return { answer: { kind: 'missing' } };
      const given = typeof command === 'function' ? command(message) : command;
      const decision = decide(message, given, now);
      if (decision.kind !== 'moved') return { answer: decision };
      // Listening makes nothing due, so the courier need not be woken.
      return { next: decision.message, options: { quietly: given.do === 'listen' } };
    },
  });
  return 'stored' in changed ? { kind: 'moved', message: changed.stored } : changed.answer;
}
