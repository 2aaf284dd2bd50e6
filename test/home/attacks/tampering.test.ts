import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PasskeyAssertion } from '../../../core/approval/passkey-assertion.ts';
import { signWithPhoneKey } from '../../../core/approval/jws.ts';
import type { TrustDocument } from '../../../core/approval/trust-list.ts';
import type { MessageView } from '../../../core/api/message-routes.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import type { Message } from '../../../core/message/message.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import {
  decodeRecording,
  encodeRecording,
  type Recording,
} from '../../../core/message/recording/recording.ts';
import { anAuthenticator } from '../../support/browser/authenticator.ts';
import {
  anAttempt,
  aContact,
  aFirstLink,
  aPhone,
  headOfLinks,
  otherAnchor,
} from '../../support/builders/builders.ts';
import type { PhoneClient } from '../../support/builders/phone-client.ts';
import {
  databaseAttacker,
  type DatabaseAttacker,
  type Edit,
  FEW_WORDS,
} from '../../support/home/database-attacker.ts';
import {
  pairedPhone,
  startTestHomeServer,
  type TestHomeServer,
} from '../../support/home/test-home-server.ts';

/** The attacker can write the database and the recordings, and has neither a phone nor the anchor key. */
let at: TestHomeServer;
let phone: PhoneClient;
let attacker: DatabaseAttacker;

beforeAll(async () => {
  at = await startTestHomeServer();
  phone = await pairedPhone(at);
  attacker = databaseAttacker(at, phone);
});
afterAll(async () => {
  attacker.close();
  await at.stop();
});

/** Edits the trust list, runs the work, and restores the trust list. */
async function withTrust(change: Edit<TrustDocument>, work: () => Promise<void>): Promise<void> {
  let before: TrustDocument | undefined;
  attacker.edit<TrustDocument>('trust', 'trust', document => change((before = document)));
  try {
    await work();
  } finally {
    attacker.edit<TrustDocument>('trust', 'trust', document => before ?? document);
  }
}

/** A released message that the courier could not deliver yet, because its mail server is away. */
async function releasedAndWaiting(sign?: (jws: string) => PasskeyAssertion): Promise<MessageView> {
  const view = await attacker.held();
  const jws = await phone.signedRelease(view);
  const channel = at.adapters.channel;
  const away: typeof channel.send = async () => anAttempt('not-taken');
  const send = channel.send.bind(channel);
  channel.send = away;
  const answer = { jws, ...(sign && { assertion: sign(jws) }) };
  expect((await phone.call('POST', `/messages/${view.id}/answer`, answer)).status).toBe(200);
  await attacker.seen(view.id, ({ history }) => history.some(({ event }) => event === 'not-taken'));
  channel.send = send;
  return view;
}

const retryNow = (message: Message): Message => ({ ...message, retryAt: 0 as never });

describe('Who edits the database behind the courier’s back sends nothing', () => {
  const nothingSent = () => expect(at.smtp.received).toHaveLength(0);

  test('a message that is set to released in the database is not sent', async () => {
    const { id } = await attacker.held();
    attacker.edit<Message>('message', id, message => ({ ...message, state: 'released' }) as Message);
    expect((await attacker.ended(id)).outcome?.code).toBe('unknown-phone');
    nothingSent();
  });

  test('a message that is set to released with another message’s answer is not sent', async () => {
    const released = await releasedAndWaiting();
    const target = await attacker.held();
    let answer: unknown;
    attacker.edit<Message>('message', released.id, message => {
      answer = 'answer' in message ? message.answer : undefined;
      return { ...message, state: 'expired', endedAt: 0, erasedAt: 0 } as unknown as Message;
    });
    attacker.edit<Message>(
      'message',
      target.id,
      message => ({ ...message, state: 'released', answer }) as Message,
    );
    expect((await attacker.ended(target.id)).outcome?.code).toBe('other-message');
    nothingSent();
  });

  test('an address that is put into the trust list before the release breaks the trust list', async () => {
    const { id } = await attacker.held();
    const jws = await phone.signedRelease(await attacker.newest('held'));
    const forger = await aPhone();
    const forged = await signWithPhoneKey(
      {
        type: 'put-contact',
        contact: aContact({ addresses: [{ channel: 'email', address: 'x@evil.example' }] }),
      },
      'second-yes-link',
      { phone: forger.id, key: forger.key },
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

  test('an address that is put into the trust list after the release sends nothing', async () => {
    const { id } = await releasedAndWaiting();
    await withTrust(
      trust => ({
        ...trust,
        links: trust.links.map((jws, index) =>
          index === 1 ? withPayload(jws, 'anna@example.org', 'anna@evil.example') : jws,
        ),
      }),
      async () => {
        attacker.edit<Message>('message', id, retryNow);
        await failedInDatabase(id, 'trust-list-broken');
      },
    );
    nothingSent();
  });

  test.each<[string, (recording: Recording) => Partial<Recording>]>([
    ['audio', ({ audio }) => ({ audio: audio.map((byte, i) => (i === audio.length - 1 ? byte ^ 1 : byte)) })],
    ['words', () => ({ transcript: 'the soup is poison' })],
    ['media type', () => ({ mediaType: 'audio/mp4' })],
    ['duration', ({ duration }) => ({ duration: duration + 1 })],
  ])('a stored recording whose %s was changed is not sent', async (_, change) => {
    const { id, recording: shown } = await releasedAndWaiting();
    const file = join(folderOf(id), shown?.digest ?? '');
    const recording = decodeRecording(readFileSync(file));
    if (!recording) throw new Error('That is no recording');
    expect(recording.transcript).toBe(FEW_WORDS);
    const changed = { ...recording, ...change(recording) };
    writeFileSync(file, encodeRecording(changed));
    // The document refers to the changed recording.
    attacker.edit<Message>('message', id, message => {
      const { mediaType, duration } = changed;
      const said = { ...('recording' in message && message.recording), mediaType, duration };
      return retryNow({ ...message, recording: said } as Message);
    });
    expect((await attacker.ended(id)).outcome?.code).toBe('recording-changed');
    nothingSent();
  });

  test('a trust list that starts with an attacker’s phone sends nothing', async () => {
    const { id } = await releasedAndWaiting();
    const forger = await aPhone();
    const links = [await aFirstLink(forger, { household: at.server.household }, otherAnchor)];
    await withTrust(
      trust => ({ ...trust, links }),
      async () => {
        attacker.edit<Message>('message', id, retryNow);
        await failedInDatabase(id, 'trust-list-broken');
      },
    );
    nothingSent();
  });

  test('a story with raised evidence sends nothing', async () => {
    const { id } = await releasedAndWaiting();
    attacker.edit<Message>('message', id, message => {
      const turns = message.story.turns.map(turn => ({
        ...turn,
        logOdds: 9,
        evidence: turn.evidence.map(piece => ({ ...piece, weight: 3 })),
      }));
      return retryNow({ ...message, story: { ...message.story, turns } });
    });
    expect((await attacker.ended(id)).outcome?.code).toBe('story-changed');
    nothingSent();
  });

  test('an untouched message that is released the same way is delivered', async () => {
    const { id } = await releasedAndWaiting();
    attacker.edit<Message>('message', id, retryNow);
    await attacker.newest('delivered');
    expect(at.smtp.received).toHaveLength(1);
  });
});

describe('In a household that asks for a passkey each time, who edits the database sends nothing', () => {
  let finger: ReturnType<typeof anAuthenticator>;
  let before = 0;
  beforeAll(async () => {
    finger = anAuthenticator(at.origin);
    before = at.smtp.received.length;
    const added = await phone.append({ type: 'add-passkey', passkey: finger.passkey });
    const set = await phone.set({ passkeys: 'always' });
    expect([added.status, set.status]).toEqual([200, 200]);
  });
  const nothingSent = () => expect(at.smtp.received).toHaveLength(before);
  const byFinger = (jws: string) => finger.sign(sha256(jws));

  /** Changes the payload of the last link, which set the policy. */
  const inLastLink = (from: string, to: string) => (trust: TrustDocument) => ({
    ...trust,
    links: trust.links.map((jws, index) =>
      index === trust.links.length - 1 ? withPayload(jws, from, to) : jws,
    ),
  });

  test('a passkey policy that is changed without a signature sends nothing', async () => {
    const { id } = await releasedAndWaiting(byFinger);
    await withTrust(inLastLink('"always"', '"never"'), async () => {
      attacker.edit<Message>('message', id, message => retryNow(withoutAssertion(message)));
      await failedInDatabase(id, 'trust-list-broken');
    });
    nothingSent();
  });

  test('a passkey policy that an attacker’s phone changed sends nothing', async () => {
    const { id } = await releasedAndWaiting(byFinger);
    const forger = await aPhone();
    await withTrust(
      trust => trust,
      async () => {
        const { links } = JSON.parse(attacker.rowOf('trust', 'trust').body) as TrustDocument;
        const said = { type: 'change-settings', settings: { passkeys: 'never', floor: 'tap' } };
        const link = { ...said, household: at.server.household, at: 0, prev: headOfLinks(links) };
        const forged = await signWithPhoneKey(link, 'second-yes-link', { phone: forger.id, key: forger.key });
        attacker.edit<TrustDocument>('trust', 'trust', trust => ({ ...trust, links: [...links, forged] }));
        attacker.edit<Message>('message', id, message => retryNow(withoutAssertion(message)));
        await failedInDatabase(id, 'trust-list-broken');
      },
    );
    nothingSent();
  });

  test('a release without its assertion is not sent', async () => {
    const { id } = await releasedAndWaiting(byFinger);
    attacker.edit<Message>('message', id, message => retryNow(withoutAssertion(message)));
    expect((await attacker.ended(id)).outcome?.code).toBe('passkey-needed');
    nothingSent();
  });

  test('a release with the assertion of another release is not sent', async () => {
    const { id } = await releasedAndWaiting(byFinger);
    attacker.edit<Message>('message', id, message =>
      retryNow(withAnswer(message, { assertion: finger.sign(sha256('another release')) })),
    );
    expect((await attacker.ended(id)).outcome?.code).toBe('passkey-refused');
    nothingSent();
  });

  test('a release with the assertion of an attacker’s passkey is not sent', async () => {
    const { id } = await releasedAndWaiting(byFinger);
    const theirs = anAuthenticator(at.origin);
    attacker.edit<Message>('message', id, message =>
      retryNow(
        withAnswer(message, {
          assertion: theirs.sign(sha256('answer' in message ? (message.answer?.jws ?? '') : '')),
        }),
      ),
    );
    expect((await attacker.ended(id)).outcome?.code).toBe('passkey-refused');
    nothingSent();
  });

  test('a release goes to the contact in the signed statement, whatever the document says', async () => {
    const tom = aContact({ id: 'tom' as ContactId, name: 'Tom', addresses: [EVIL] });
    const link = await phone.signedLink({ type: 'put-contact', contact: tom });
    expect((await phone.call('POST', '/trust', { link, assertion: byFinger(link) })).status).toBe(200);
    const { id } = await releasedAndWaiting(byFinger);
    attacker.edit<Message>('message', id, message => {
      const statement = 'answer' in message && message.answer ? message.answer.statement : undefined;
      const instead = { ...statement, contact: tom.id, redirected: true } as never;
      return retryNow(withAnswer(message, { statement: instead }));
    });
    await attacker.newest('delivered');
    expect(at.smtp.received).toHaveLength(before + 1);
    expect(at.smtp.received.at(-1)?.to).toEqual(['anna@example.org']);
  });
});

const EVIL = { channel: 'email', address: 'tom@evil.example' } as const;

/** A message with other values in the stored answer. */
const withAnswer = (message: Message, more: object): Message =>
  ({ ...message, answer: { ...('answer' in message && message.answer), ...more } }) as Message;
const withoutAssertion = (message: Message): Message => withAnswer(message, { assertion: undefined });

const folderOf = (id: string): string => join(at.dir, 'recordings', at.server.household, id);

/** Changes the payload of a link and keeps its signature. */
function withPayload(jws: string, from: string, to: string): string {
  const [header, payload, signature] = jws.split('.');
  const text = Buffer.from(payload ?? '', 'base64url')
    .toString()
    .replace(from, to);
  return [header, Buffer.from(text).toString('base64url'), signature].join('.');
}

/** Reads the database, because the API refuses requests while the trust list is broken. */
async function failedInDatabase(id: string, code: string): Promise<void> {
  const message = await attacker.onceSo(
    () => JSON.parse(attacker.rowOf('message', id).body) as Message,
    ({ state }) => state === 'failed',
  );
  expect(message.state === 'failed' && message.outcome.code).toBe(code);
}
