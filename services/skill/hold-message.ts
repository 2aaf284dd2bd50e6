import type { Content, MessageToHold } from '../../core/conversation/step.ts';
import { hold } from '../../core/message/hold.ts';
import { seal } from '../../core/message/seal.ts';
import type { MessageKey } from '../ports/recordings.ts';
import { ensureRoom } from '../storage/change-room.ts';
import { eraseLeftovers } from '../storage/erase-leftovers.ts';
import { keepRecording } from '../storage/stored-recording.ts';
import { type EffectHousehold, type EffectOf, type EffectResult, forEach } from './effect.ts';
import type { SkillPorts } from './skill-ports.ts';

/** Stores the messages of a conversation, one for each recipient. It is done if all are held. */
export const holdMessages = (
  { messages, content }: EffectOf<'hold'>,
  household: EffectHousehold,
  ports: SkillPorts,
): Promise<EffectResult> => forEach(messages, message => holdMessage(message, content, household, ports));

/** Stores a message to be held: its content first and its document last, so that every stored message is complete. */
async function holdMessage(
  message: MessageToHold,
  content: Content,
  household: EffectHousehold,
  ports: SkillPorts,
): Promise<EffectResult> {
  const { documents, recordings, clock } = ports;
  const key = { household: household.id, message: message.id };
  try {
    await ensureRoom(documents, { household, id: message.room });
    const stored = await storeContent(content, key, ports);
    if (!stored) return { done: false };
    const held = hold({ household: household.id, ...message }, stored, {
      settings: household.settings,
      now: clock(),
    });
    if (await documents.put(seal(held, await ports.loadSealKey()), 0)) return { done: true };
    // The same request came twice and the other one was faster. Its message may be over already and its content erased.
    // If there is no message, the two writes conflicted and neither was stored.
    return { done: await eraseLeftovers({ documents, recordings }, key, clock()) };
  } catch (error) {
    // The write may have succeeded and only its answer was lost. Then the message is held, and the Echo must say so.
    if (await documents.get(household.id, 'message', message.id).catch(() => undefined))
      return { done: true };
    await recordings.erase(key).catch(() => {});
    throw error;
  }
}

/** The content as the message refers to it; undefined where the audio is gone. */
async function storeContent(
  content: Content,
  key: MessageKey,
  { recordings, recorder }: SkillPorts,
): Promise<Parameters<typeof hold>[1] | undefined> {
  if ('transcript' in content) {
    const transcript = await recordings.put(key, new TextEncoder().encode(content.transcript));
    return { dictation: { transcript, characters: content.transcript.length } };
  }
  const recording = await recorder?.take(content.audio);
  return recording && { recording: await keepRecording(recordings, key, recording) };
}
