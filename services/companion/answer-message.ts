import type { answerMessage as answerMessageRoute } from '../../core/api/message-routes.ts';
import type { BodyOf } from '../../core/api/route.ts';
import type { StatementRefusal } from '../../core/approval/statement.ts';
import type { TrustList } from '../../core/approval/trust-list.ts';
import { verifyRelease, verifyStatement } from '../../core/approval/verify-statement.ts';
import { requiredFriction } from '../../core/confidence/required-friction.ts';
import type { HouseholdId, MessageId, PhoneId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { MessageRefusal } from '../../core/message/decision.ts';
import type { Message } from '../../core/message/message.ts';
import type { SealProblem } from '../../core/message/outcome.ts';
import { sealProblemOf } from '../../core/message/seal.ts';
import type { Documents } from '../ports/documents.ts';
import { changeMessage, type MessageChange } from '../storage/change-message.ts';
import { usePasskey } from '../storage/use-passkey.ts';

type Decided = { message: Message } | { refused: MessageRefusal | 'no-such-message'; by?: PhoneId | 'voice' };

/** Decides on a message and stores the decision. Gives the message as it is then, or why not and who was first. */
export async function decideAndStore(documents: Documents, change: MessageChange): Promise<Decided> {
  const decision = await changeMessage(documents, change);
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

/**
 * Takes a phone's signed answer: verifies it against what is stored, decides, stores. The courier verifies a release
 * again, against the content itself. `known`: the message as it was just read.
 */
export async function answerMessage(
  {
    documents,
    trust,
    sealKey,
    now,
  }: { documents: Documents; trust: TrustList; sealKey: Uint8Array; now: Instant },
  {
    household,
    message: id,
    known,
  }: { household: HouseholdId; message: MessageId; known?: Message | undefined },
  { jws, assertion }: BodyOf<typeof answerMessageRoute>,
): Promise<Decided | { refused: StatementRefusal | SealProblem | 'other-than-heard' | 'passkey-refused' }> {
  const verified = await verifyStatement(jws, { household, message: id, trust });
  if ('refused' in verified) return verified;
  const { statement } = verified;

  const message = known ?? (await documents.get(household, 'message', id));
  if (!message) return { refused: 'no-such-message' };
  const change = { household, id, now, known: message };
  const { undo } = trust.settings;
  if (statement.type === 'discard')
    return decideAndStore(documents, {
      ...change,
      command: { do: 'discard', by: { ...verified, statement }, undo },
    });

  const isAnsweredByIt = 'answer' in message && message.answer?.jws === jws;
  const isOpen = message.state === 'held' || message.state === 'unknown';
  if (!isAnsweredByIt && isOpen) {
    const release = verifyRelease(statement, {
      recording: message.recording.digest,
      story: message.story,
      hasPasskey: assertion !== undefined,
      trust,
      now,
    });
    if ('refused' in release) return release;
    const sealProblem = sealProblemOf(message, sealKey);
    if (sealProblem) return { refused: sealProblem };
    // Before the passkey is used, so that its assertion is still good once the owner has confirmed the contact.
    if (statement.contact !== message.contact && !statement.redirected)
      return { refused: 'other-than-heard' };
    // Last, because it stores the passkey's counter: an answer that is refused for another reason can be sent again.
    const used =
      assertion && (await usePasskey(documents, { household, assertion, signed: jws, trust, now }));
    if (used && 'refused' in used) return used;
  }
  return decideAndStore(documents, {
    ...change,
    command: {
      do: 'release',
      approval: { ...verified, statement, ...(assertion && { assertion }) },
      required: requiredFriction(message.story, trust.settings),
      undo,
    },
  });
}
