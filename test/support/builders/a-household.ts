import type { Release } from '../../../core/approval/statement.ts';
import type { TrustDocument } from '../../../core/approval/trust-list.ts';
import type { Contact } from '../../../core/household/contact.ts';
import type { HouseholdId } from '../../../core/household/ids.ts';
import { seconds } from '../../../core/household/instant.ts';
import type { Held, Message } from '../../../core/message/message.ts';
import type { Recording } from '../../../core/message/recording/recording.ts';
import { changeMessage, type MessageChange } from '../../../services/storage/change-message.ts';
import { keepRecording } from '../../../services/storage/stored-recording.ts';
import type { TrustChange } from '../../../core/approval/link.ts';
import {
  aClock,
  aContact,
  aHeldMessage,
  aHouseholdId,
  aPhone,
  aRecording,
  aRelease,
  aRenderingMessage,
  aTrustList,
  puts,
  sealed,
  type TestClock,
  type TestPhone,
} from './builders.ts';
import { type MemoryDocuments, memoryDocuments } from '../memory/memory-documents.ts';
import { type MemoryRecordings, memoryRecordings } from '../memory/memory-recordings.ts';

/** A household with one paired phone, stores in memory, and a clock that stands still at noon. */
export type TestHousehold = {
  household: HouseholdId;
  documents: MemoryDocuments;
  recordings: MemoryRecordings;
  clock: TestClock;
  phone: TestPhone;
};

export async function aHousehold({
  says = [puts(aContact())],
}: { says?: TrustChange[] } = {}): Promise<TestHousehold> {
  const home: TestHousehold = {
    household: aHouseholdId(),
    documents: memoryDocuments(),
    recordings: memoryRecordings(),
    clock: aClock(),
    phone: await aPhone(),
  };
  await home.documents.put(await aTrustList({ phone: home.phone, says }), 0);
  return home;
}

/** Stores a held message and its recording. */
export async function holding(
  { documents, recordings }: TestHousehold,
  more: Partial<Held> = {},
  recording: Recording = aRecording(),
): Promise<Held> {
  const blank = aHeldMessage(more);
  const key = { household: blank.household, message: blank.id };
  const message = sealed({ ...blank, recording: await keepRecording(recordings, key, recording) });
  await documents.put(message, 0);
  return message;
}

/** Stores a dictated message that is not rendered yet, and its transcript. */
export async function dictating(
  { documents, recordings }: TestHousehold,
  words = aRecording().transcript as string,
): Promise<Message> {
  const blank = aRenderingMessage();
  const key = { household: blank.household, message: blank.id };
  const transcript = await recordings.put(key, new TextEncoder().encode(words));
  const message = sealed({ ...blank, dictation: { transcript, characters: words.length } });
  await documents.put(message, 0);
  return message;
}

export async function trustOf({ documents, household }: TestHousehold): Promise<TrustDocument> {
  return (await documents.get(household, 'trust', 'trust')) as TrustDocument;
}

/** A release of this message, signed by the phone. `more` overwrites fields of the statement. */
export async function releaseBy(
  home: TestHousehold,
  message: Held,
  more: Partial<Release> = {},
  contact: Contact = aContact(),
): Promise<string> {
  return home.phone.sign(aRelease(message, await trustOf(home), more, contact));
}

/** Stores a message that the phone has listened to and released. */
export async function releasing(
  home: TestHousehold,
  more: Partial<Held> = {},
  recording: Recording = aRecording(),
  contact: Contact = aContact(),
): Promise<Held> {
  const { documents, household, phone, clock } = home;
  const message = await holding(home, more, recording);
  const statement = aRelease(message, await trustOf(home), {}, contact);
  const approval = { jws: await phone.sign(statement), phone: phone.id, statement };
  await moving(home, message, { do: 'listen', phone: phone.id, nonce: statement.nonce });
  clock.pass(seconds(10));
  await changeMessage(documents, {
    household,
    id: message.id,
    command: { do: 'release', approval, required: 'listen', undo: 0 },
    now: clock.now(),
  });
  return message;
}

/** Applies a command to a stored message. Throws if it is refused. */
export async function moving(
  { documents, household, clock }: TestHousehold,
  { id }: Pick<Message, 'id'>,
  command: MessageChange['command'],
): Promise<void> {
  const decision = await changeMessage(documents, { household, id, command, now: clock.now() });
  if (decision.kind !== 'moved') throw new Error(`It led to ${JSON.stringify(decision)}`);
}

export async function storedMessage(
  { documents, household }: TestHousehold,
  { id }: Pick<Message, 'id'>,
): Promise<Message> {
  return (await documents.get(household, 'message', id)) as Message;
}
