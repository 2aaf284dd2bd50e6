import type { TrustDocument } from '../../core/approval/trust-list.ts';
import { after, type Duration, type Instant, minutes, seconds } from '../../core/household/instant.ts';
import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import { sha256 } from '../../core/household/sha256.ts';
import type { Command } from '../../core/message/command.ts';
import { decide } from '../../core/message/decide.ts';
import type { Message, NotificationReason, Released, Rendering } from '../../core/message/message.ts';
import { nextWork } from '../../core/message/next-work.ts';
import { seal, sealProblemOf } from '../../core/message/seal.ts';
import { changeDocument } from '../storage/change-document.ts';
import type { Attempt, RenderingFailure } from '../../core/message/outcome.ts';
import { changeMessage } from '../storage/change-message.ts';
import type { PutOptions, Documents } from '../ports/documents.ts';
import { eraseLeftovers } from '../storage/erase-leftovers.ts';
import { keepRecording } from '../storage/stored-recording.ts';
import { loadRecording } from '../storage/stored-recording.ts';
import type { Recordings } from '../ports/recordings.ts';
import type { Channel } from '../ports/channel.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { Speech } from '../ports/speech.ts';
import { verifyDelivery } from '../../core/message/verify-delivery.ts';

/** The ports and settings that the courier needs. */
export type CourierParts = {
  documents: Documents;
  recordings: Recordings;
  speech: Speech;
  channel: Channel;
  notifier: Notifier;
  anchor: Uint8Array;
  /** The key that messages are sealed with. */
  sealKey: Uint8Array;
  clock: () => Instant;
  /** Makes a fresh id for each claim. */
  newId: () => string;
  log: (line: { event: string; message: MessageId; code?: string }) => void;
};

/** A speech engine that has failed three times on a transcript will fail again. */
const RENDERING_TRIES = 3;
/** A lease is this much longer than the channel's timeout, so that the report can be stored within it. */
const LEASE_MARGIN: Duration = seconds(30);

/** A message needs fewer steps than this. After more, another writer is at work, and the courier comes back later. */
const MOST_STEPS = 20;

/** The pause before a failed rendering or delivery is tried again: 30 s, doubling up to an hour. */
const retryPause = (attempts: number): Duration => Math.min(seconds(30) * 2 ** attempts, minutes(60));

/** The message as this courier just stored it; undefined if the courier must read it. */
type Stored = Message | undefined;

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
  const owner = { household: message.household, message: message.id };
  const retryAt = after(parts.clock(), retryPause(message.attempts));
  const fail = (reason: RenderingFailure, final: boolean) =>
    write(parts, message, { do: 'fail-to-render', final, retryAt, reason });
  // The seal of the recording would make whatever else was changed believed.
  const sealProblem = sealProblemOf(message, parts.sealKey);
  if (sealProblem) return fail(sealProblem, true);
  const bytes = await parts.recordings.get(owner, dictation.transcript);
  if (!bytes) return fail('transcript-missing', true);
  if (sha256(bytes) !== dictation.transcript) return fail('seal-broken', true);
  const transcript = new TextDecoder().decode(bytes);
  const spoken = await parts.speech.speak(transcript).catch(() => undefined);
  if (!spoken) return fail('no-speech', message.attempts + 1 >= RENDERING_TRIES);
  const recording = await keepRecording(parts.recordings, owner, { ...spoken, transcript });
  const stored = await write(parts, message, { do: 'render', from: dictation, recording });
  if (!stored) await eraseLeftovers(parts.documents, parts.recordings, owner, parts.clock());
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

async function deliver(
  parts: CourierParts,
  message: Released,
  trusted: TrustDocument | undefined,
): Promise<Stored> {
  const { household, id } = message;
  const recording = await loadRecording(parts.recordings, message);
  const { anchor, sealKey, clock } = parts;
  const verified = await verifyDelivery(message, { recording, trusted, anchor, sealKey, now: clock() });
  if ('refused' in verified)
    return write(parts, message, { do: 'refuse-release', outcome: verified.refused });

  const at = parts.clock();
  const leaseUntil = after(at, parts.channel.timeout + LEASE_MARGIN);
  const claim = { id: parts.newId(), at, leaseUntil };
  const sameTrust = {
    key: { household, kind: 'trust', id: 'trust' } as const,
    version: verified.trustVersion,
  };
  const claimed = await write(parts, message, { do: 'claim', claim }, { check: sameTrust });
  if (!claimed) return undefined;

  // Storing the claim may have taken long, for example because the machine slept. An attempt must end within the lease.
  const isTooLate = after(parts.clock(), parts.channel.timeout) > leaseUntil;
  const attempt: Attempt = isTooLate
    ? { result: 'not-taken', outcome: { code: 'begun-too-late' } }
    : await parts.channel.send({
        message: id,
        claim: claim.id,
        to: verified.to,
        language: message.story.language,
        recording: verified.recording,
      });
  const retryAt = after(parts.clock(), retryPause(message.attempts));
  const reported = await changeMessage(parts.documents, {
    household,
    id,
    command: { do: 'report', claim: claim.id, attempt, retryAt },
    now: parts.clock(),
    known: claimed,
  });
  parts.log({ event: `delivery ${attempt.result}`, message: id, code: attempt.outcome.code });
  return reported.kind === 'moved' ? reported.message : undefined;
}

/** Decides on the message as it was read; undefined where the command is refused or another writer was faster. */
async function write(
  parts: CourierParts,
  message: Message,
  command: Command,
  options?: PutOptions,
): Promise<Stored> {
  const { household, id } = message;
  const written = await changeDocument<'message', undefined>(parts.documents, {
    household,
    kind: 'message',
    id,
    known: message,
    decide() {
      const decision = decide(message, command, parts.clock());
      if (decision.kind !== 'moved') return { answer: undefined };
      const next = command.do === 'render' ? seal(decision.message, parts.sealKey) : decision.message;
      return { next, ...(options && { options }) };
    },
    ifOvertaken: { answer: undefined },
  });
  if (!('stored' in written)) return undefined;
  parts.log({ event: written.stored.state, message: id });
  return written.stored;
}
