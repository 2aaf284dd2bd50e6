import { createECDH } from 'node:crypto';
import { openPairing } from '../../core/approval/pairing-code.ts';
import { replayTrustList, type TrustDocument, type TrustList } from '../../core/approval/trust-list.ts';
import { verifyStatement } from '../../core/approval/verify-statement.ts';
import type { HouseholdId, MessageId } from '../../core/household/ids.ts';
import { after, seconds } from '../../core/household/instant.ts';
import type { PushTarget } from '../../core/household/subscription.ts';
import type { Held, Message } from '../../core/message/message.ts';
import { decide } from '../../core/message/decide.ts';
import type { Document } from '../../services/ports/documents.ts';
import { keepRecording } from '../../services/storage/stored-recording.ts';
import { origin } from '../support/builders/a-companion.ts';
import { anAuthenticator } from '../support/browser/authenticator.ts';
import type { TrustChange } from '../../core/approval/link.ts';
import {
  aContact,
  aHeardMessage,
  admits,
  anchor,
  aPhone,
  aRecording,
  aRelease,
  aRenderingMessage,
  aRoomId,
  aStory,
  aTrustList,
  noon,
  puts,
  revokes,
  type TestPhone,
  theRecovery,
} from '../support/builders/builders.ts';
import { type MemoryDocuments, memoryDocuments } from '../support/memory/memory-documents.ts';
import { type MemoryRecordings, memoryRecordings } from '../support/memory/memory-recordings.ts';

/** Ten seconds after every listening began. */
export const now = after(noon, seconds(10));

/** What is kept and may stand in no refusal. */
export const words = 'Dinner is at seven.';

/** Three households: one with everything in it, a strange one, and one that waits for its first phone. */
export const [own, strange, empty] = ['household-1', 'household-2', 'household-3'] as HouseholdId[] as [
  HouseholdId,
  HouseholdId,
  HouseholdId,
];

/** Where a browser takes pushes, with keys as it makes them; `name` stands in the endpoint. */
export const aTarget = (name: string): PushTarget => ({
  endpoint: `https://fcm.googleapis.com/fcm/send/${name}`,
  keys: {
    p256dh: createECDH('prime256v1').generateKeys('base64url'),
    auth: Buffer.alloc(16, 7).toString('base64url'),
  },
});
/** Anybody who knows the address can send to the phone. */
export const secretEndpoint = 'endpoint-of-a-phone';

export type World = {
  phone: TestPhone;
  /** Its owner's passkey, and what the recovery code stands for. */
  finger: ReturnType<typeof anAuthenticator>;
  recovery: TestPhone;
  stranger: TestPhone;
  /** Was paired once. */
  revoked: TestPhone;
  /** Has a key and nothing else. */
  newcomer: TestPhone;
  trusted: TrustDocument;
  /** The message that is held and was listened to; its release was not sent in yet. */
  held: Held;
  released: MessageId;
  /** The codes that are open, by household. */
  codes: ReadonlyMap<string, string>;
  documents: Document[];
};

export async function aWorld(): Promise<World> {
  const [phone, stranger, revoked, newcomer] = await Promise.all([aPhone(), aPhone(), aPhone(), aPhone()]);
  const finger = anAuthenticator(origin);
  const says: TrustChange[] = [
    admits(revoked),
    revokes(revoked),
    puts(aContact()),
    { type: 'add-passkey', passkey: finger.passkey },
  ];
  const trusted = await aTrustList({ phone, says });
  const strangers = await aTrustList({ phone: stranger, household: strange, recovery: await aPhone() });
  const messageOf = (id: string, household = own): Held => ({
    ...aHeardMessage(phone.id, 'nonce-1', { id: id as MessageId, household }),
    listening: [phone, stranger, revoked].map(one => ({
      phone: one.id,
      nonce: 'nonce-1',
      at: noon,
      recording: aHeardMessage(one.id, '').recording.digest,
    })),
  });
  const held = messageOf('01HELD');
  const toRelease = messageOf('01RELEASED');
  const statement = aRelease(toRelease, trusted);
  const approval = { jws: await phone.sign(statement), phone: phone.id, statement };
  const released = decide(toRelease, { do: 'release', approval, required: 'listen', undo: 0 }, now);
  if (released.kind !== 'moved') throw new Error('It was not released.');
  const codeOf = (household: HouseholdId, admits: 'first' | 'further') =>
    openPairing({ household, admits, random: Uint8Array.of(1, 2, 3, 4, 5), anchor, now: noon });
  const [further, first] = [codeOf(own, 'further'), codeOf(empty, 'first')];
  const documents: Document[] = [
    { ...trusted, version: 1 },
    { ...strangers, version: 1 },
    { ...further.pairing, version: 1 },
    { ...first.pairing, version: 1 },
    held,
    released.message,
    { ...aRenderingMessage(), id: '01RENDERING' as MessageId },
    messageOf('01STRANGE', strange),
    {
      kind: 'household',
      household: own,
      id: 'household',
      version: 1,
      rooms: [{ id: aRoomId(), name: 'Kitchen' }],
    },
    {
      kind: 'subscription',
      household: own,
      id: phone.id,
      version: 1,
      target: aTarget(secretEndpoint),
      since: noon,
    },
    {
      kind: 'stopped',
      household: own,
      id: '01STOPPED' as never,
      version: 1,
      at: noon,
      room: { id: aRoomId(), name: 'Kitchen' },
      why: 'unlikely',
      story: aStory(-4),
    },
  ];
  return {
    phone,
    finger,
    recovery: await theRecovery,
    stranger,
    revoked,
    newcomer,
    trusted,
    held,
    released: toRelease.id,
    codes: new Map<string, string>([
      [own, further.code],
      [empty, first.code],
    ]),
    documents,
  };
}

/** The world's stores, fresh. */
export async function storesOf({
  documents: all,
}: World): Promise<{ documents: MemoryDocuments; recordings: MemoryRecordings }> {
  const [documents, recordings] = [memoryDocuments(), memoryRecordings()];
  for (const document of all) documents.plant(document);
  for (const one of all)
    if (one.kind === 'message')
      await keepRecording(recordings, { household: one.household, message: one.id }, aRecording());
  return { documents, recordings };
}

/** What is stored, without the proofs that were seen. */
export const state = (documents: MemoryDocuments): Document[] =>
  documents.everything().filter(({ kind }) => kind !== 'proof');

/**
 * What no request may ever bring about, as sentences: a trust list that does not replay, an answer that no phone of
 * it signed, a document that the phone could not be shown.
 */
export async function brokenIn(documents: readonly Document[]): Promise<string[]> {
  const broken: string[] = [];
  const lists = new Map<HouseholdId, TrustList>();
  for (const document of documents) {
    if (document.kind !== 'trust') continue;
    const list = await replayTrustList(document.links, document.household, { anchor });
    if ('refused' in list) broken.push(`the trust list of ${document.household} does not replay`);
    else lists.set(document.household, list);
  }
  for (const document of documents) {
    if (document.kind !== 'message') continue;
    const answer = answerOf(document);
    const trust = lists.get(document.household);
    if (!answer || !trust) continue;
    // It may have been revoked since.
    const phones = new Map([...trust.revoked, ...trust.phones]);
    const opened = await verifyStatement(answer.jws, {
      household: document.household,
      message: document.id,
      trust: { ...trust, phones },
    });
    if ('refused' in opened) broken.push(`nobody signed the answer of ${document.id}`);
  }
  return broken;
}

const answerOf = (message: Message) => ('answer' in message ? message.answer : undefined);
