import { after, type Instant, seconds } from '../../core/household/instant.ts';
import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import { sha256 } from '../../core/household/bytes/sha256.ts';
import type { Message, NotificationReason, Rendering } from '../../core/message/message.ts';
import { nextWork, retryPause } from '../../core/message/next-work.ts';
import type { RenderingFailure } from '../../core/message/outcome.ts';
import { sealProblemOf } from '../../core/message/seal.ts';
import { changeMessage } from '../storage/change-message.ts';
import { eraseLeftovers } from '../storage/erase-leftovers.ts';
import { keepRecording } from '../storage/stored-recording.ts';
import { type CourierParts, type Stored, write } from './courier-step.ts';
import { deliver } from './deliver.ts';

/** A speech engine that has failed three times on a transcript will fail again. */
export const RENDERING_TRIES = 3;
/** A message needs fewer steps than this. After more, another writer is at work, and the courier comes back later. */
const MOST_STEPS = 20;

/**
 * Does all work that is due on a message. Gives the moment when more work will be due, undefined if none ever will, or
 * `missing` if there is no such message. It may be called twice, late, or by several couriers at once, because each step
 * is a conditional write. Failures of the store are thrown.
 */
export async function attend(
  parts: CourierParts,
  household: HouseholdId,
  id: MessageId,
): Promise<Instant | 'missing' | undefined> {
  const { documents, clock } = parts;
  let written: Stored;
  for (let step = 0; step < MOST_STEPS; step++) {
    const [message, trusted] = written
      ? [written]
      : await Promise.all([
          documents.get(household, 'message', id),
          documents.get(household, 'trust', 'trust'),
        ]);
    if (!message) return 'missing';
    const work = nextWork(message, clock());
    switch (work.due) {
      case 'nothing':
        return undefined;
      case 'wait':
        return work.until;
      case 'time-out':
        written = await write(parts, message, work.command);
        break;
      case 'render':
        written = await render(parts, work.message);
        break;
      case 'deliver':
        // A delivery is verified on a message and a trust list that were read together.
        written = written ? undefined : await deliver(parts, work.message, trusted);
        break;
      case 'notify':
        written = await notify(parts, work.message, work.reason);
        break;
      case 'erase':
        await parts.recordings.erase({ household, message: id });
        written = await write(parts, message, { do: 'erase' });
        break;
    }
  }
  return after(clock(), seconds(1));
}

async function render(parts: CourierParts, message: Rendering): Promise<Stored> {
  const { dictation } = message;
  const key = { household: message.household, message: message.id };
  const retryAt = after(parts.clock(), retryPause(message.attempts));
  const fail = (reason: RenderingFailure, final: boolean) =>
    write(parts, message, { do: 'fail-to-render', final, retryAt, reason });
  // Rendering seals the message again. If somebody had changed it, the new seal would make the change look genuine.
  const sealProblem = sealProblemOf(message, parts.sealKey);
  if (sealProblem) return fail(sealProblem, true);
  const bytes = await parts.recordings.get(key, dictation.transcript);
  if (!bytes) return fail('transcript-missing', true);
  if (sha256(bytes) !== dictation.transcript) return fail('seal-broken', true);
  const transcript = new TextDecoder().decode(bytes);
  const spoken = await parts.speech.speak(transcript, message.story.language).catch(() => undefined);
  if (!spoken) return fail('no-speech', message.attempts + 1 >= RENDERING_TRIES);
  const recording = await keepRecording(parts.recordings, key, { ...spoken, transcript });
  const stored = await write(parts, message, { do: 'render', from: dictation, recording });
  if (!stored) await eraseLeftovers(parts, key, parts.clock());
  return stored;
}

async function notify(parts: CourierParts, message: Message, reason: NotificationReason): Promise<Stored> {
  const notified = await parts.notifier.notify(message, reason);
  const { household, id } = message;
  const recorded = await changeMessage(parts.documents, {
    household,
    id,
    command: { do: 'notify', reason, ...notified },
    now: parts.clock(),
    known: message,
  });
  return recorded.kind === 'moved' ? recorded.message : undefined;
}
