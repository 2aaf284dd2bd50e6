import type { TrustDocument } from '../../core/approval/trust-list.ts';
import { after, type Duration, type Instant, minutes, seconds } from '../../core/household/instant.ts';
import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import type { Command } from '../../core/message/command.ts';
import { decide } from '../../core/message/decide.ts';
import type { About, Message, Released, Rendering } from '../../core/message/message.ts';
import { nextWork } from '../../core/message/next-work.ts';
import { changeDocument } from '../storage/change-document.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import { changeMessage } from '../storage/change-message.ts';
import type { Also, Documents } from '../ports/documents.ts';
import { eraseLeftovers } from '../storage/erase-leftovers.ts';
import { keepRecording } from '../storage/keep-recording.ts';
import { loadRecording } from '../storage/load-recording.ts';
import type { Recordings } from '../ports/recordings.ts';
import type { Channel } from '../ports/channel.ts';
import type { Phones } from '../ports/notifier.ts';
import type { Speech } from '../ports/speech.ts';
import { verifyDelivery } from '../../core/message/verify-delivery.ts';

/** What the courier works with. */
export type CourierParts = {
  documents: Documents;
  recordings: Recordings;
  speech: Speech;
  channel: Channel;
  phones: Phones;
  anchor: Uint8Array;
  clock: () => Instant;
  /** A fresh id for each claim. */
  newId: () => string;
  log: (line: { event: string; message: MessageId; code?: string }) => void;
};

/** A voice that fails three times will fail again. */
const RENDERING_TRIES = 3;
/** What the lease allows beyond the channel's own timeout: storing the report. */
const LEASE_MARGIN: Duration = seconds(30);

/** A message passes through fewer steps than this; beyond it somebody else is writing too, and we let them. */
const STEPS = 20;

/** How long to leave a contact's server alone after it did not take a message: 30 s, doubling up to an hour. */
const pause = (attempts: number): Duration => Math.min(seconds(30) * 2 ** attempts, minutes(60));

/** A message as it was just stored; undefined where it has to be read to know. */
type Stored = Message | undefined;

/**
 * Does everything that is due on a message and says when to look again: undefined when never, `missing` where there is
 * no such message. Whoever calls may call twice, late, or at the same time as another: each step is a conditional write.
 */
export async function attend(
  parts: CourierParts,
  household: HouseholdId,
  id: MessageId,
): Promise<Instant | 'missing' | undefined> {
  const { documents, clock } = parts;
  let written: Stored;
  for (let step = 0; step < STEPS; step++) {
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
      case 'decide':
        written = await write(parts, message, work.command);
        break;
      case 'render':
        written = await render(parts, work.message);
        break;
      case 'deliver':
        // What leaves is decided on what was read for it, together with the trust list.
        written = written ? undefined : await deliver(parts, work.message, trusted);
        break;
      case 'tell':
        written = await tell(parts, work.message, work.about);
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
  const owner = { household: message.household, message: message.id };
  const words = await parts.recordings.get(owner, message.dictation.transcript);
  const retryAt = after(parts.clock(), pause(message.attempts));
  if (!words)
    return write(parts, message, {
      do: 'fail-to-render',
      final: true,
      retryAt,
      reason: 'transcript-missing',
    });
  const transcript = new TextDecoder().decode(words);
  const spoken = await parts.speech.speak(transcript).catch(() => undefined);
  if (!spoken) {
    const final = message.attempts + 1 >= RENDERING_TRIES;
    return write(parts, message, {
      do: 'fail-to-render',
      final,
      retryAt,
      reason: 'no-speech',
    });
  }
  const { dictation } = message;
  const recording = await keepRecording(parts.recordings, owner, { ...spoken, transcript });
  const stored = await write(parts, message, { do: 'render', from: dictation, recording });
  if (!stored) await eraseLeftovers(parts.documents, parts.recordings, owner, parts.clock());
  return stored;
}

async function tell(parts: CourierParts, message: Message, about: About): Promise<Stored> {
  const told = await parts.phones.tell(message, about);
  const { household, id } = message;
  const noted = await changeMessage(parts.documents, {
    household,
    id,
    command: { do: 'tell', about, ...told },
    now: parts.clock(),
    known: message,
  });
  return noted.kind === 'moved' ? noted.message : undefined;
}

async function deliver(
  parts: CourierParts,
  message: Released,
  trusted: TrustDocument | undefined,
): Promise<Stored> {
  const { household, id } = message;
  const recording = await loadRecording(parts.recordings, message);
  const verified = await verifyDelivery(message, recording, trusted, parts.anchor, parts.clock());
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

  // Storing the claim may have taken long, as when the machine slept. What is begun now must end within the lease.
  const tooLate = after(parts.clock(), parts.channel.timeout) > leaseUntil;
  const attempt: Attempt = tooLate
    ? { result: 'not-taken', outcome: { code: 'begun-too-late' } }
    : await parts.channel.send({
        message: id,
        claim: claim.id,
        to: verified.to,
        recording: verified.recording,
      });
  const retryAt = after(parts.clock(), pause(message.attempts));
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
async function write(parts: CourierParts, message: Message, command: Command, also?: Also): Promise<Stored> {
  const { household, id } = message;
  const written = await changeDocument<'message', undefined>(parts.documents, {
    household,
    kind: 'message',
    id,
    known: message,
    decide() {
      const decision = decide(message, command, parts.clock());
      if (decision.kind !== 'moved') return { answer: undefined };
      return { next: decision.message, ...(also && { also }) };
    },
    ifOvertaken: { answer: undefined },
  });
  if (!('stored' in written)) return undefined;
  parts.log({ event: written.stored.state, message: id });
  return written.stored;
}
