import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MessageView } from '../../../core/api/message-routes.ts';
import type { Release } from '../../../core/approval/statement.ts';
import { requiredFriction } from '../../../core/confidence/required-friction.ts';
import type { Contact } from '../../../core/household/contact.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import { without } from '../../../core/household/without.ts';
import type { Held } from '../../../core/message/message.ts';
import type { SealProblem } from '../../../core/message/outcome.ts';
import {
  decodeRecording,
  encodeRecording,
  type Recording,
  recordingDigest,
} from '../../../core/message/recording/recording.ts';
import { aContact, aRelease } from '../../support/builders/builders.ts';
import type { PhoneClient } from '../../support/builders/phone-client.ts';
import { databaseAttacker, type DatabaseAttacker } from '../../support/home/database-attacker.ts';
import {
  pairedPhone,
  startTestHomeServer,
  type TestHomeServer,
} from '../../support/home/test-home-server.ts';

/** The attacker writes the database, and the recordings, before the phone looks. The phone releases what it is shown. */
let at: TestHomeServer;
let phone: PhoneClient;
let attacker: DatabaseAttacker;

const tom: Contact = {
  ...aContact(),
  id: 'tom' as ContactId,
  name: 'Tom',
  addresses: [{ channel: 'email', address: 'tom@example.org' }],
};

beforeAll(async () => {
  at = await startTestHomeServer();
  phone = await pairedPhone(at);
  const answers = [await phone.putContact(tom), await phone.set({ floor: 'tap' })];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  attacker = databaseAttacker(at, phone);
});
afterAll(async () => {
  attacker.close();
  await at.stop();
});

const documentOf = (id: string): Held => JSON.parse(attacker.rowOf('message', id).body) as Held;
/** Writes a document in the place of the stored one. It keeps the version, which the program's next write looks at. */
const write = (id: string, document: object): void =>
  attacker.edit<Held>('message', id, ({ version }) => ({ ...(document as Held), version }));
const shown = (id: string): Promise<MessageView> => attacker.seen(id, () => true);

const folderOf = (id: string): string => join(at.dir, 'recordings', at.server.household, id);
async function recordingOf({ household, id, recording }: Held): Promise<Recording> {
  const bytes = await at.adapters.recordings.get({ household, message: id }, recording.digest);
  return decodeRecording(bytes as Uint8Array) as Recording;
}

const NONCE = 'nonce-of-the-attacker';
/** The document in which the phone began to listen long ago. */
const heardLongAgo = (document: Held): Held => ({
  ...document,
  listening: [{ phone: phone.keys.id, nonce: NONCE, at: 0 as never, recording: document.recording.digest }],
});

/** What the phone signs if it believes what it is shown. */
async function releaseOf(document: Held): Promise<Release> {
  const trust = await phone.trust();
  const contact = trust.contacts.get(document.contact) as Contact;
  const { body } = await phone.call<{ links: string[] }>('GET', '/trust');
  const friction = requiredFriction(document.story, trust.settings);
  return aRelease(document, body, { friction, nonce: NONCE }, contact);
}

/** Nothing that the phone can do sends this document, nor anything that the attacker can make of the phone's answer. */
async function expectNothingSent(document: Held, code: SealProblem): Promise<void> {
  const { id } = document;
  const before = at.smtp.received.length;
  write(id, heardLongAgo(document));

  const view = await shown(id);
  expect(view).toMatchObject({ state: 'held', sealProblem: code });
  expect([view.contact, view.recording]).toEqual([undefined, undefined]);
  const listened = await phone.call('POST', `/messages/${id}/listen`);
  expect([listened.status, listened.body.code]).toEqual([409, code]);

  const statement = await releaseOf(document);
  const jws = await phone.keys.sign(statement);
  const answered = await phone.call('POST', `/messages/${id}/answer`, { jws });
  expect([answered.status, answered.body.code]).toEqual([409, code]);
  expect(documentOf(id).state).toBe('held');

  const answer = { jws, phone: phone.keys.id, statement, at: 0 };
  write(id, { ...document, state: 'released', answer });
  expect((await attacker.ended(id)).outcome).toEqual({ code });
  expect(at.smtp.received).toHaveLength(before);
}

const friendlier = (message: Held): Held => ({
  ...message,
  story: {
    ...message.story,
    turns: message.story.turns.map(turn => ({
      ...turn,
      logOdds: 9,
      evidence: turn.evidence.map(piece => ({ ...piece, weight: 3 })),
    })),
  },
});

describe('Who writes the database before the phone looks sends nothing', () => {
  test('a message with a friendlier story is not sent, and its card says why', async () => {
    const talk = 'and then she said you know what i think about that thing on the television';
    const { id, friction } = await attacker.held(talk);
    expect(friction).toBe('choose');
    const document = friendlier(documentOf(id));
    expect(requiredFriction(document.story, { floor: 'tap' })).toBe('tap');
    await expectNothingSent(document, 'seal-broken');
  });

  test('a message with a recording of two milliseconds, by its own account, is not sent', async () => {
    const { id } = await attacker.held();
    const document = documentOf(id);
    const recording = { ...(await recordingOf(document)), duration: 2 };
    const digest = recordingDigest(recording);
    writeFileSync(join(folderOf(id), digest), encodeRecording(recording));
    await expectNothingSent(
      { ...document, recording: { ...document.recording, digest, duration: 2 } },
      'seal-broken',
    );
  });

  test('a message for another contact than the Echo heard is not sent', async () => {
    const { id } = await attacker.held();
    await expectNothingSent({ ...documentOf(id), contact: tom.id }, 'seal-broken');
  });

  test('a message without its seal is not sent, whatever its schema version', async () => {
    const { id } = await attacker.held();
    await expectNothingSent(without(documentOf(id), 'seal'), 'not-sealed');
  });

  test('two messages whose seals were swapped are not sent', async () => {
    const [one, other] = [documentOf((await attacker.held()).id), documentOf((await attacker.held()).id)];
    await expectNothingSent({ ...one, seal: other.seal as string }, 'seal-broken');
    await expectNothingSent({ ...other, seal: one.seal as string }, 'seal-broken');
  });

  test('a whole message under the id of another one is not sent', async () => {
    const [one, other] = [documentOf((await attacker.held()).id), documentOf((await attacker.held()).id)];
    await expectNothingSent({ ...friendlier(one), id: other.id }, 'seal-broken');
  });

  test('an earlier, sealed document of a message to which words were added cannot be played or sent', async () => {
    const before = at.smtp.received.length;
    await at.say('alexa, tell second yes to send a message to anna', 'Bedroom');
    await at.say('dinner is at eight', 'Bedroom');
    const { id } = await attacker.newest('held');
    const earlier = documentOf(id);
    await at.say('add bring some bread', 'Bedroom');
    const later = await attacker.seen(
      id,
      ({ state, recording }) => state === 'held' && recording?.digest !== earlier.recording.digest,
    );
    expect(later.sealProblem).toBeUndefined();

    write(id, heardLongAgo(earlier));
    expect((await phone.call('GET', `/messages/${id}/recording`)).status).toBe(404);

    const statement = await releaseOf(earlier);
    const answer = { jws: await phone.keys.sign(statement), phone: phone.keys.id, statement, at: 0 };
    write(id, { ...earlier, state: 'released', answer });
    expect((await attacker.ended(id)).outcome).toEqual({ code: 'recording-changed' });
    expect(at.smtp.received).toHaveLength(before);
  });
});

describe('A message that was held before there were seals', () => {
  test('a message from before there were seals is shown with the reason, and can be discarded', async () => {
    const { id } = await attacker.held();
    write(id, without(documentOf(id), 'seal'));
    const view = await shown(id);
    expect(view).toMatchObject({ state: 'held', sealProblem: 'not-sealed' });
    const discarded = await phone.answer(view, await phone.signedDiscard(view));
    expect([discarded.status, discarded.body.message.state]).toEqual([200, 'discarded']);
  });

  test('a message from before there were seals is history once it is over, and nothing is said of its seal', async () => {
    const { id } = await attacker.held();
    write(id, { ...without(documentOf(id), 'seal'), state: 'expired', endedAt: 0 });
    expect((await shown(id)).sealProblem).toBeUndefined();
  });
});

test('an untouched message that is released the same way is delivered', async () => {
  const view = await attacker.held();
  const before = at.smtp.received.length;
  await phone.answer(view, await phone.signedRelease(view));
  await attacker.newest('delivered');
  expect(at.smtp.received).toHaveLength(before + 1);
});
