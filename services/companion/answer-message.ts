import type { PasskeyAssertion } from '../../core/approval/passkey-assertion.ts';
import type { TrustList } from '../../core/approval/trust-list.ts';
import { verifyRelease, verifyStatement } from '../../core/approval/verify-statement.ts';
import { requiredFriction } from '../../core/confidence/required-friction.ts';
import type { HouseholdId, MessageId, PhoneId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Command } from '../../core/message/command.ts';
import type { Message } from '../../core/message/message.ts';
import { changeMessage } from '../storage/change-message.ts';
import type { Documents } from '../ports/documents.ts';
import { usePasskey } from '../storage/use-passkey.ts';
import type { ProblemCode } from '../../core/api/problem.ts';

/** A phone's signed answer, and a passkey's assertion on it if one was required. */
export type Signed = { jws: string; assertion?: PasskeyAssertion };

/**
 * Takes a phone's signed answer: verifies it against what is stored, decides, stores. The courier will verify
 * it all again, against the content itself. `known`: the message as it was just read, to begin with.
 */
export async function answerMessage(
  documents: Documents,
  household: HouseholdId,
  id: MessageId,
  { jws, assertion }: Signed,
  trust: TrustList,
  now: Instant,
  known?: Message,
): Promise<{ message: Message } | { refused: ProblemCode; by?: PhoneId | 'voice' }> {
  const verified = await verifyStatement(jws, { household, message: id, trust });
  if ('refused' in verified) return verified;
  const { statement } = verified;

  const message = known ?? (await documents.get(household, 'message', id));
  if (!message) return { refused: 'no-such-message' };
  if (statement.type === 'discard')
    return decided(documents, message, { do: 'discard', by: { ...verified, statement } }, now);

  const answered = 'answer' in message && message.answer?.jws === jws;
  const isOpen = message.state === 'held' || message.state === 'unknown';
  if (!answered && isOpen) {
    const fits = verifyRelease(statement, {
      recording: message.recording.digest,
      story: message.story,
      hasPasskey: assertion !== undefined,
      trust,
      now,
    });
    if ('refused' in fits) return fits;
    // Nothing is spent by asking the owner whether it is meant.
    if (statement.contact !== message.contact && !statement.redirected)
      return { refused: 'other-than-heard' };
    // Last, because it takes note of the passkey's counter: what is refused for another reason can be sent in again.
    const used = assertion && (await usePasskey(documents, household, assertion, jws, trust, now));
    if (used && 'refused' in used) return used;
  }
  const approval = { ...verified, statement, ...(assertion && { assertion }) };
  const { settings } = trust;
  const command: Command = {
    do: 'release',
    approval,
    required: requiredFriction(message.story, settings),
    undo: settings.undo,
  };
  return decided(documents, message, command, now);
}

async function decided(
  documents: Documents,
  message: Message,
  command: Command,
  now: Instant,
): ReturnType<typeof answerMessage> {
  const { household, id } = message;
  const decision = await changeMessage(documents, { household, id, command, now, known: message });
  switch (decision.kind) {
    case 'missing':
      return { refused: 'no-such-message' };
    case 'refused':
      return { refused: decision.code, ...(decision.by && { by: decision.by }) };
    case 'moved':
    case 'unchanged':
      return { message: decision.message };
  }
}
