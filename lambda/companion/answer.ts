import type { TrustList } from '../approval/trust-list.ts';
import { verifyRelease, verifyStatement } from '../approval/verify-statement.ts';
import { frictionFor } from '../confidence/friction-for.ts';
import { storyDigest } from '../confidence/story.ts';
import type { HouseholdId, MessageId, PhoneId } from '../household/ids.ts';
import type { Instant } from '../household/instant.ts';
import type { Command } from '../message/command.ts';
import type { Message } from '../message/message.ts';
import { changeMessage } from '../store/change-message.ts';
import type { Documents } from '../store/documents.ts';
import type { ProblemCode } from './problem.ts';

/**
 * Takes a phone's signed answer: verifies it against what is stored, decides, stores. The courier will verify
 * it all again, against the content itself.
 */
export async function answerMessage(
  documents: Documents,
  household: HouseholdId,
  id: MessageId,
  jws: string,
  trust: TrustList,
  now: Instant,
): Promise<{ message: Message } | { refused: ProblemCode; by?: PhoneId | 'voice' }> {
  const verified = await verifyStatement(jws, { household, message: id, trust });
  if ('refused' in verified) return verified;
  const { statement } = verified;

  const message = await documents.get(household, 'message', id);
  if (!message) return { refused: 'no-such-message' };
  const answered = 'answer' in message && message.answer?.jws === jws;
  if (statement.typ === 'release' && !answered && 'recording' in message && message.recording) {
    const fits = verifyRelease(statement, {
      recording: message.recording.digest,
      story: storyDigest(message.story),
      friction: frictionFor(message.story),
      trust,
      now,
    });
    if ('refused' in fits && (message.state === 'held' || message.state === 'unknown')) return fits;
  }

  const command: Command =
    statement.typ === 'release'
      ? { do: 'release', approval: { ...verified, statement } }
      : { do: 'discard', by: { ...verified, statement } };
  const decision = await changeMessage(documents, household, id, command, now);
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
