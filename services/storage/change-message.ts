import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Command } from '../../core/message/command.ts';
import { decide } from '../../core/message/decide.ts';
import type { Decision } from '../../core/message/decision.ts';
import type { Message } from '../../core/message/message.ts';
import type { Documents } from '../ports/documents.ts';

/**
 * Loads a message, decides, and stores what was decided if nobody was faster; if somebody was, asks again on
 * the newer document. `command` may depend on the document. `known`: the message as it was just read or written, to
 * begin with. What moved is given as it is stored.
 */
export async function changeMessage(
  documents: Documents,
  household: HouseholdId,
  id: MessageId,
  command: Command | ((message: Message) => Command),
  now: Instant,
  known?: Message,
): Promise<Decision | { kind: 'missing' }> {
  for (let message = known; ; message = undefined) {
    message ??= await documents.get(household, 'message', id);
    if (!message) return { kind: 'missing' };
    const asked = typeof command === 'function' ? command(message) : command;
    const decision = decide(message, asked, now);
    if (decision.kind !== 'moved') return decision;
    const { version } = message;
    // That somebody listens makes nothing due.
    const quietly = asked.do === 'listen';
    if (await documents.put(decision.message, version, { quietly }))
      return { kind: 'moved', message: { ...decision.message, version: version + 1 } };
  }
}
