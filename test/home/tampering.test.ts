import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Database from 'libsql';
import { signByPhone } from '../../lambda/approval/signed.ts';
import type { TrustDocument } from '../../lambda/approval/trust-list.ts';
import type { MessageView } from '../../lambda/companion/views.ts';
import type { Message } from '../../lambda/message/message.ts';
import { aContact, aGenesis, aPhone, otherAnchor } from '../support/builders.ts';
import type { PhoneClient } from '../support/phone-client.ts';
import { pairedPhone, startTestHouse, type TestHouse } from '../support/test-house.ts';

/** Everything that somebody could do who can write the database and the recordings, but has no phone and no anchor. */
let at: TestHouse;
let phone: PhoneClient;
let db: Database.Database;

beforeAll(async () => {
  at = await startTestHouse();
  phone = await pairedPhone(at);
  db = new Database(join(at.dir, 'house.db'));
});
afterAll(async () => {
  db.close();
  await at.stop();
});

type Row = { version: number; body: string };
type Edit<T> = (document: T) => T;

function edit<T>(kind: 'message' | 'trust', id: string, change: Edit<T>): void {
  const row = db
    .prepare('SELECT version, body FROM documents WHERE kind = ? AND id = ?')
    .get(kind, id) as Row;
  const body = JSON.stringify(change(JSON.parse(row.body) as T));
  // Due at once, so that the courier looks.
  db.prepare('UPDATE documents SET body = ?, due_at = ? WHERE kind = ? AND id = ?').run(
    body,
    kind === 'message' ? 0 : null,
    kind,
    id,
  );
}

/** Does the edit, runs the test, and puts the trust list back as it was. */
async function withTrust(change: Edit<TrustDocument>, work: () => Promise<void>): Promise<void> {
  let before: TrustDocument | undefined;
  edit<TrustDocument>('trust', 'trust', document => change((before = document)));
  try {
    await work();
  } finally {
    edit<TrustDocument>('trust', 'trust', document => before ?? document);
  }
}

async function held(): Promise<MessageView> {
  await at.say('alexa, tell second yes to send a message to anna');
  await at.say('the soup is ready');
  await at.say('stop');
  return phone.until('held');
}

/** A released message that the courier cannot take yet: its mail server is away, and the edit comes meanwhile. */
async function releasedAndWaiting(): Promise<MessageView> {
  const view = await held();
  const jws = await phone.signedRelease(view);
  const channel = at.adapters.channel;
  const away: typeof channel.send = async () => ({ result: 'not-taken', code: 'away', detail: 'away' });
  const send = channel.send.bind(channel);
  channel.send = away;
  expect((await phone.answer(view, jws)).status).toBe(200);
  for (;;) {
    const seen = await phone.call<{ message: MessageView }>('GET', `/messages/${view.id}`);
    if (seen.body.message.history.some(({ what }) => what === 'not taken')) break;
  }
  channel.send = send;
  return view;
}

const retryNow = (message: Message): Message => ({ ...message, retryAt: 0 as never });

async function ended(id: string): Promise<MessageView> {
  for (;;) {
    const { body } = await phone.call<{ message: MessageView }>('GET', `/messages/${id}`);
    if (body.message.state === 'failed') return body.message;
    expect(body.message.state).not.toBe('delivered');
  }
}

describe('Who edits the database behind the courier’s back sends nothing', () => {
  const nothingSent = () => expect(at.smtp.received).toHaveLength(0);

  test('by setting a message to released', async () => {
    const { id } = await held();
    edit<Message>('message', id, message => ({ ...message, state: 'released' }) as Message);
    // A document that no program wrote ends nowhere; the courier goes on with the others.
    const other = await held();
    expect(other.state).toBe('held');
    nothingSent();
  });

  test('by setting it to released with the answer of another message', async () => {
    const released = await releasedAndWaiting();
    const target = await held();
    let answer: unknown;
    edit<Message>('message', released.id, message => {
      answer = 'answer' in message ? message.answer : undefined;
      return { ...message, state: 'expired', endedAt: 0, erasedAt: 0 } as unknown as Message;
    });
    edit<Message>('message', target.id, message => ({ ...message, state: 'released', answer }) as Message);
    expect((await ended(target.id)).outcome?.code).toBe('other-message');
    nothingSent();
  });

  test('by putting another address into the trust list before the hold', async () => {
    const { id } = await held();
    const jws = await phone.signedRelease(await phone.until('held'));
    const forger = await aPhone();
    const forged = await signByPhone(
      {
        does: 'put-contact',
        contact: aContact({ addresses: [{ channel: 'email', address: 'x@evil.example' }] }),
      },
      'second-yes-link',
      forger.id,
      forger.key,
    );
    await withTrust(
      trust => ({ ...trust, links: [trust.links[0] ?? '', forged] }),
      async () => {
        const refused = await phone.call('POST', `/messages/${id}/answer`, { jws });
        expect(refused.body.code).toBe('trust-list-broken');
      },
    );
    nothingSent();
  });

  test('by putting another address into the trust list after the release', async () => {
    const { id } = await releasedAndWaiting();
    await withTrust(
      trust => ({
        ...trust,
        links: trust.links.map((jws, index) =>
          index === 1 ? withPayload(jws, 'anna@example.org', 'anna@evil.example') : jws,
        ),
      }),
      async () => {
        edit<Message>('message', id, retryNow);
        await failedInDatabase(id, 'trust-list-broken');
      },
    );
    nothingSent();
  });

  test('by changing the audio', async () => {
    const { id } = await releasedAndWaiting();
    const folder = folderOf(id);
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name));
      if (bytes.subarray(0, 4).toString() !== 'RIFF') continue;
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      writeFileSync(join(folder, name), bytes);
    }
    edit<Message>('message', id, retryNow);
    expect((await ended(id)).outcome?.code).toBe('recording-changed');
    nothingSent();
  });

  test('by changing the words', async () => {
    const { id } = await releasedAndWaiting();
    const folder = folderOf(id);
    for (const name of readdirSync(folder)) {
      const words = readFileSync(join(folder, name), 'utf8');
      if (words === 'the soup is ready') writeFileSync(join(folder, name), 'the soup is poison');
    }
    edit<Message>('message', id, retryNow);
    expect((await ended(id)).outcome?.code).toBe('recording-changed');
    nothingSent();
  });

  test('by founding the trust list anew with a phone of their own', async () => {
    const { id } = await releasedAndWaiting();
    const forger = await aPhone();
    const links = [await aGenesis(forger, { household: at.house.household }, otherAnchor)];
    await withTrust(
      trust => ({ ...trust, links }),
      async () => {
        edit<Message>('message', id, retryNow);
        await failedInDatabase(id, 'trust-list-broken');
      },
    );
    nothingSent();
  });

  test('by raising the evidence of a story', async () => {
    const { id } = await releasedAndWaiting();
    edit<Message>('message', id, message => {
      const turns = message.story.turns.map(turn => ({
        ...turn,
        logOdds: 9,
        evidence: turn.evidence.map(piece => ({ ...piece, weight: 3 })),
      }));
      return retryNow({ ...message, story: { ...message.story, turns } });
    });
    expect((await ended(id)).outcome?.code).toBe('story-changed');
    nothingSent();
  });

  test('while an untouched message, released the same way, is delivered', async () => {
    const { id } = await releasedAndWaiting();
    edit<Message>('message', id, retryNow);
    await phone.until('delivered');
    expect(at.smtp.received).toHaveLength(1);
  });
});

const folderOf = (id: string): string => join(at.dir, 'recordings', at.house.household, id);

/** Changes what a link says and leaves its signature. */
function withPayload(jws: string, from: string, to: string): string {
  const [header, payload, signature] = jws.split('.');
  const text = Buffer.from(payload ?? '', 'base64url')
    .toString()
    .replace(from, to);
  return [header, Buffer.from(text).toString('base64url'), signature].join('.');
}

/** The API refuses to speak while the trust list does not hold, so the database itself is asked. */
async function failedInDatabase(id: string, code: string): Promise<void> {
  for (;;) {
    await phone.call('GET', '/trust');
    const { body } = db
      .prepare("SELECT body FROM documents WHERE kind = 'message' AND id = ?")
      .get(id) as Row;
    const message = JSON.parse(body) as Message;
    if (message.state !== 'failed') {
      // Any write makes the courier look; with a broken list no phone can write.
      await at.say('alexa, open second yes');
      await at.house.pairing();
      await at.adapters.documents.put(
        {
          kind: 'proof',
          household: at.house.household,
          id: `nudge-${Math.random()}`,
          version: 0,
          until: 0 as never,
        },
        0,
      );
      continue;
    }
    expect(message.outcome.code).toBe(code);
    return;
  }
}
