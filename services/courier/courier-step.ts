import type { AddressDigest } from '../../core/household/contact.ts';
import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { Command } from '../../core/message/command.ts';
import { decide } from '../../core/message/decide.ts';
import type { Message } from '../../core/message/message.ts';
import { seal } from '../../core/message/seal.ts';
import type { DeliveryChannel } from '../ports/channel.ts';
import type { Documents, PutOptions } from '../ports/documents.ts';
import type { LogEvent } from '../ports/log.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { Recordings } from '../ports/recordings.ts';
import type { Speech } from '../ports/speech.ts';
import { changeDocument } from '../storage/change-document.ts';

/** The ports and settings that the courier needs. */
export type CourierParts = {
  documents: Documents;
  recordings: Recordings;
  speech: Speech;
  channel: DeliveryChannel;
  /**
   * Whether a write of its own notes that a recording is about to leave. If it does, a message that a crash interrupts
   * before that write is sent again. If not, every claim counts as begun, and an interrupted message becomes unknown.
   */
  notesBeginning: boolean;
  notifier: Notifier;
  anchor: Uint8Array;
  /** The key that messages are sealed with. */
  sealKey: Uint8Array;
  /** The page where the recipient of messages to this address can stop them; null where there is none. */
  stopPage: (household: HouseholdId, address: AddressDigest) => string | null;
  clock: () => Instant;
  /** Makes a fresh id for each claim. */
  newId: () => string;
  log: (line: { event: LogEvent; message: MessageId; code?: string }) => void;
};

/** The message as this courier just stored it; undefined if the courier must read it. */
export type Stored = Message | undefined;

/** Decides on the message as it was read; undefined where the command is refused or another writer was faster. */
export async function write(
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
