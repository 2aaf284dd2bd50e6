import { DICTATION_LIMIT } from '../../core/conversation/hold.ts';
import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import { type Sha256, sha256 } from '../../core/household/bytes/sha256.ts';
import { decide } from '../../core/message/decide.ts';
import { seal, sealProblemOf } from '../../core/message/seal.ts';
import { changeDocument } from '../storage/change-document.ts';
import { eraseLeftovers } from '../storage/erase-leftovers.ts';
import { type EffectOf, type EffectResult, forEach } from './effect.ts';
import type { SkillPorts } from './skill-ports.ts';

const DONE: EffectResult = { done: true };
const NOT_DONE: EffectResult = { done: false };

/** Adds words to the messages of a conversation. It is done if all have them. */
export const extendMessages = (
  { messages, ...addition }: EffectOf<'extend'>,
  household: HouseholdId,
  ports: SkillPorts,
): Promise<EffectResult> => forEach(messages, id => extendMessage(id, addition, household, ports));

/**
 * Adds words to a held message. The same request adds its words once only, even if it comes again after others; of two
 * requests at the same time, the second adds to what the first has stored. Nothing is added to a message that is not as
 * it was sealed: sealing it again would make it believed.
 */
async function extendMessage(
  id: MessageId,
  { transcript: addition, requestId, story }: Omit<EffectOf<'extend'>, 'do' | 'messages'>,
  household: HouseholdId,
  { documents, recordings, loadSealKey, clock }: SkillPorts,
): Promise<EffectResult> {
  const sealKey = await loadSealKey();
  const key = { household, message: id };
  for (;;) {
    let hasPutContent = false;
    let superseded: Sha256[] = [];
    const extended = await changeDocument<'message', EffectResult | 'overtaken'>(documents, {
      household,
      kind: 'message',
      id,
      async decide(message) {
        if (!message || !('dictation' in message) || !message.dictation) return { answer: NOT_DONE };
        const { added = [] } = message.dictation;
        if (added.includes(requestId)) return { answer: DONE };
        if (sealProblemOf(message, sealKey)) return { answer: NOT_DONE };
        const before = await recordings.get(key, message.dictation.transcript);
        if (!before || sha256(before) !== message.dictation.transcript) {
          // Another request may have replaced the words since the message was read.
          const newest = await documents.get(household, 'message', id);
          return { answer: newest?.version === message.version ? NOT_DONE : 'overtaken' };
        }
        const text = `${new TextDecoder().decode(before)} ${addition}`;
        if (text.length > DICTATION_LIMIT) return { answer: NOT_DONE };
        const transcript = await recordings.put(key, new TextEncoder().encode(text));
        hasPutContent = true;
        superseded = [
          message.dictation.transcript,
          ...('recording' in message && message.recording ? [message.recording.digest] : []),
        ];
        const dictation = { transcript, characters: text.length, added: [...added, requestId] };
        const decision = decide(message, { do: 'extend', dictation, story }, clock());
        return decision.kind === 'moved' ? { next: seal(decision.message, sealKey) } : { answer: NOT_DONE };
      },
      ifOvertaken: { answer: 'overtaken' },
    });
    if ('stored' in extended) {
      // No document names it any more. It is erased so that an earlier document of the message, whose seal is valid,
      // cannot be played.
      for (const digest of superseded) await recordings.remove(key, digest).catch(() => {});
      return DONE;
    }
    // It is erased before the next try, because after a try that fails no document names this content.
    if (hasPutContent) await eraseLeftovers({ documents, recordings }, key, clock());
    if (extended.answer !== 'overtaken') return extended.answer;
  }
}
