import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MessageView } from '../../../core/api/message-routes.ts';
import { replies } from '../../../core/text/en/replies.ts';
import { emailChannel } from '../../../adapters/smtp/smtp-channel.ts';
import { addressDigest } from '../../../core/household/contact.ts';
import { hours } from '../../../core/household/instant.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import { aContact } from '../../support/builders/builders.ts';
import { askSimulator } from '../../support/home/ask-simulator.ts';
import {
  type MailHomeServer,
  signedByStranger,
  startMailHomeServer,
} from '../../support/home/mail-home-server.ts';

let at: MailHomeServer;
beforeAll(async () => {
  at = await startMailHomeServer();
  at.mailBy(emailChannel({ smtpUrl: at.smtp.url, from: 'home@example.org' }));
});
afterAll(() => at.stop());

const messages = () => at.adapters.documents.list(at.server.household, 'message');

/** Says something in a room and gives the device simulator's answer. */
async function say(text: string): Promise<{ status: number; said: string; code?: string }> {
  const response = await askSimulator(at.server.addresses.start)('/echo/say', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ room: 'Kitchen', text }),
  });
  const body = (await response.json()) as { code?: string; spoken?: { say?: string } };
  return { status: response.status, said: body.spoken?.say ?? '', ...(body.code && { code: body.code }) };
}

describe('What is said to the Echo', () => {
  const begin = () => say('alexa, tell second yes to send a message to anna');

  test('a message for an unknown contact is not held, and the name is asked for', async () => {
    const before = await messages();
    const { said } = await say('alexa, tell second yes to send a message to zebulon');
    expect(said).toBe(replies['unknown-name']('zebulon'));
    expect(await messages()).toEqual(before);
    expect((await say('anna')).said).toContain(replies['ask-message']);
  });

  test.each([
    ['10,000 characters', 'on and on '.repeat(1_000)],
    ['one word of 10,000 letters', 'o'.repeat(10_000)],
  ])(
    'a dictated message of %s is refused and not stored, and a shorter one is held afterwards',
    async (_what, long) => {
      const before = await messages();
      expect((await begin()).said).toContain(replies['ask-message']);
      expect((await say(long)).said).toContain(replies['message-too-long']);
      expect(await messages()).toEqual(before);
      expect((await say('on and on')).said).toContain("I'm holding it");
      expect(await messages()).toHaveLength(before.length + 1);
    },
  );

  test('a message of 2,001 characters is too long, and the Echo asks again', async () => {
    const before = await messages();
    await begin();
    expect((await say('o'.repeat(2_001))).said).toContain(replies['message-too-long']);
    expect(await messages()).toEqual(before);
    expect((await say('o')).said).toContain("I'm holding it");
  });

  test.each([
    ['no JSON', 'hello', 'application/json', 400],
    ['no text', '{"room":"Kitchen"}', 'application/json', 400],
    ['a room that is not there', '{"room":"Cellar","text":"hi"}', 'application/json', 404],
    ['a form of another site', 'room=Kitchen&text=hi', 'application/x-www-form-urlencoded', 415],
  ])(
    'a request to the device simulator with %s is refused, and the next one works',
    async (_what, body, type, status) => {
      const response = await askSimulator(at.server.addresses.start)('/echo/say', {
        method: 'POST',
        headers: { 'Content-Type': type },
        body,
      });
      expect(response.status).toBe(status);
      expect((await begin()).said).toContain(replies['ask-message']);
    },
  );
});

describe('A contact from the phone', () => {
  const putAddress = (address: string) =>
    at.phone.putContact(
      aContact({ id: 'bert' as ContactId, name: 'Bert', addresses: [{ channel: 'email', address }] }),
    );

  test.each([
    ['none', ''],
    ['a name', 'bert'],
    ['no host', 'bert@'],
    ['no user', '@example.org'],
    ['two of them', 'bert@example.org, eve@example.org'],
    ['a name in front', 'Bert <bert@example.org>'],
    ['a header after it', 'bert@example.org\r\nBcc: eve@example.org'],
    ['too much of it', `${'b'.repeat(250)}@example.org`],
  ])('a contact with a malformed address is refused as link-refused: %s', async (_what, address) => {
    const before = await at.phone.trust();
    expect(await putAddress(address)).toMatchObject({ status: 422, body: { code: 'link-refused' } });
    expect(await at.phone.trust()).toEqual(before);
  });

  test.each([
    ['no address', { addresses: [] }],
    ['no name', { name: '  ' }],
    ['an unknown channel', { addresses: [{ channel: 'pigeon', address: 'x' }] }],
  ])('a contact with %s is refused as link-refused', async (_what, more) => {
    const refused = await at.phone.putContact(aContact(more as Partial<ReturnType<typeof aContact>>));
    expect(refused).toMatchObject({ status: 422, body: { code: 'link-refused' } });
  });
});

describe('A release of a message that is held', () => {
  let held: MessageView;
  let good: string;
  beforeAll(async () => {
    held = await at.dictate();
    good = await at.phone.signedRelease(held);
  });

  const evil = addressDigest({ channel: 'email', address: 'eve@example.org' });
  const anna = addressDigest({ channel: 'email', address: 'anna@example.org' });

  test.each([
    ['for other bytes', 'recording-changed', { recording: sha256('other bytes') }],
    ['under another story', 'story-changed', { story: sha256('another story') }],
    ['for another address', 'address-changed', { addresses: [evil] }],
    ['for one more address', 'address-changed', { addresses: [anna, evil] }],
    ['for an unknown contact', 'unknown-contact', { contact: 'eve' }],
    ['with less friction than required', 'friction-too-low', { friction: 'tap' }],
    ['whose sendBy has passed', 'send-by-passed', { sendBy: 1 }],
    ['for another message', 'other-message', { message: '01JANOTHERMESSAGE' }],
    ['for another household', 'other-message', { household: 'another' }],
    ['under another trust list', 'other-trust-list', { trustHead: sha256('another list') }],
    ['by a phone that did not listen', 'not-listened', { nonce: 'never-given' }],
    ['with an unknown field', 'not-signed', { extra: true }],
  ])('a release %s is refused as %s', async (_what, code, more) => {
    const refused = await at.phone.answer(held, await at.phone.signOther(good, more));
    expect(refused.body).toMatchObject({ code });
    expect(refused.status).toBeGreaterThanOrEqual(403);
    expect(refused.status).toBeLessThan(500);
  });

  test('a release by a phone that is not paired is refused as unknown-phone', async () => {
    const refused = await at.phone.answer(held, await signedByStranger(good));
    expect(refused).toMatchObject({ status: 403, body: { code: 'unknown-phone' } });
  });

  test('a release with the signature of another is refused as not-signed', async () => {
    const [header, payload] = good.split('.');
    const [, , signature] = (await at.phone.signOther(good, { nonce: 'never-given' })).split('.');
    const refused = await at.phone.answer(held, [header, payload, signature].join('.'));
    expect(refused).toMatchObject({ status: 403, body: { code: 'not-signed' } });
  });

  test.each(['', 'no jws', '..', 'a.b.c'])('a release that is not a JWS is refused: %j', async jws => {
    expect((await at.phone.answer(held, jws)).status).toBe(403);
  });

  test('after refused releases the message is held as before and nothing was sent', async () => {
    const [now] = await at.phone.messages();
    expect(now).toEqual(held);
    expect(at.smtp.received).toEqual([]);
  });
});

describe('A second answer', () => {
  let held: MessageView;
  beforeEach(async () => {
    held = await at.dictate();
  });

  test('a second answer after a release is refused as already-answered, and the same answer again changes nothing', async () => {
    const released = await at.phone.release(held);
    const delivered = await at.phone.until('delivered');
    const refusal = { status: 409, body: { code: 'already-answered', by: at.phone.keys.id } };

    expect(await at.phone.answer(held, await at.phone.signedDiscard(held))).toMatchObject(refusal);
    const other = await at.phone.signOther(released, { nonce: 'another' });
    expect(await at.phone.answer(held, other)).toMatchObject(refusal);
    expect(await at.phone.answer(held, released)).toMatchObject({
      status: 200,
      body: { message: delivered },
    });
    expect(at.smtp.received).toHaveLength(1);
  });

  test('a release after a discard is refused as already-answered, and nothing is sent', async () => {
    const before = at.smtp.received.length;
    const jws = await at.phone.signedRelease(held);
    await at.phone.answer(held, await at.phone.signedDiscard(held));
    expect(await at.phone.answer(held, jws)).toMatchObject({
      status: 409,
      body: { code: 'already-answered', by: at.phone.keys.id },
    });
    await at.phone.untilHappened('erased');
    expect(at.smtp.received).toHaveLength(before);
  });

  test('a release after the hold has ended is refused, and the message expires and is erased', async () => {
    const before = at.smtp.received.length;
    const jws = await at.phone.signedRelease(held);
    at.pass(hours(1));
    // The courier may have expired the message before the answer.
    const late = await at.phone.answer(held, jws);
    expect(['hold-over', 'not-held']).toContain(late.body.code);
    const erased = await at.phone.untilHappened('erased');
    expect(erased.state).toBe('expired');
    expect(await at.phone.answer(held, jws)).toMatchObject({ status: 409, body: { code: 'not-held' } });
    expect(await at.phone.call('GET', `/messages/${held.id}/recording`)).toMatchObject({
      status: 404,
      body: { code: 'no-recording' },
    });
    expect(readdirSync(join(at.dir, 'recordings', at.server.household))).not.toContain(held.id);
    expect(at.smtp.received).toHaveLength(before);
  });
});
