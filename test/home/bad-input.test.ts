import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MessageView } from '../../core/api/message-routes.ts';
import { replies } from '../../core/text/en/replies.ts';
import { emailChannel } from '../../adapters/smtp/smtp-channel.ts';
import { addressDigest } from '../../core/household/contact.ts';
import { hours } from '../../core/household/instant.ts';
import type { ContactId } from '../../core/household/ids.ts';
import { sha256 } from '../../core/household/sha256.ts';
import { aContact } from '../support/builders/builders.ts';
import {
  type MailHomeServer,
  signedByStranger,
  startMailHomeServer,
} from '../support/home/mail-home-server.ts';

let at: MailHomeServer;
beforeAll(async () => {
  at = await startMailHomeServer();
  at.mailBy(emailChannel({ smtpUrl: at.smtp.url, from: 'house@example.org' }));
});
afterAll(() => at.stop());

const messages = () => at.adapters.documents.list(at.server.household, 'message');

/** What the Echo page answers to something that is said in a room. */
async function say(text: string): Promise<{ status: number; said: string; code?: string }> {
  const response = await fetch(`${at.server.addresses.echo}/say`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ room: 'Kitchen', text }),
  });
  const body = (await response.json()) as { code?: string; spoken?: { say?: string } };
  return { status: response.status, said: body.spoken?.say ?? '', ...(body.code && { code: body.code }) };
}

describe('What is said to the Echo', () => {
  const begin = () => say('alexa, tell second yes to send a message to anna');

  test('for a contact whom nobody knows holds nothing; the name is asked for again, and then once more', async () => {
    const before = await messages();
    const { said } = await say('alexa, tell second yes to send a message to zebulon');
    expect(said).toBe(replies['unknown-name']);
    expect(await messages()).toEqual(before);
    expect((await say('anna')).said).toContain(replies['ask-name-again']);
    expect((await say('anna')).said).toContain(replies['ask-message']);
  });

  test.each([
    ['10,000 characters', 'on and on '.repeat(1_000)],
    ['one word of 10,000 letters', 'o'.repeat(10_000)],
  ])('%s are refused and kept nowhere; said shorter, the message is held', async (_what, long) => {
    const before = await messages();
    expect((await begin()).said).toContain(replies['ask-message']);
    expect((await say(long)).said).toContain(replies['message-too-long']);
    expect(await messages()).toEqual(before);
    expect((await say('on and on')).said).toContain("I'm holding it");
    expect(await messages()).toHaveLength(before.length + 1);
  });

  test('2,001 characters are too long for one message, the Echo says so, and asks again', async () => {
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
  ])('with %s is refused, and the house goes on', async (_what, body, type, status) => {
    const response = await fetch(`${at.server.addresses.echo}/say`, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body,
    });
    expect(response.status).toBe(status);
    expect((await begin()).said).toContain(replies['ask-message']);
  });
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
  ])('with an address that is none is refused as link-refused: %s', async (_what, address) => {
    const before = await at.phone.trust();
    expect(await putAddress(address)).toMatchObject({ status: 422, body: { code: 'link-refused' } });
    expect(await at.phone.trust()).toEqual(before);
  });

  test.each([
    ['no address', { addresses: [] }],
    ['no name', { name: '  ' }],
    ['a way to be reached that there is not', { addresses: [{ channel: 'pigeon', address: 'x' }] }],
  ])('with %s is refused as link-refused', async (_what, more) => {
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
    ['for one address more', 'address-changed', { addresses: [anna, evil] }],
    ['for a contact whom nobody knows', 'unknown-contact', { contact: 'eve' }],
    ['with less care than it asks for', 'friction-too-low', { friction: 'tap' }],
    ['whose time to be sent is over', 'send-by-passed', { sendBy: 1 }],
    ['for another message', 'other-message', { message: '01JANOTHERMESSAGE' }],
    ['for another household', 'other-message', { household: 'another' }],
    ['under another trust list', 'other-trust-list', { trustHead: sha256('another list') }],
    ['by a phone that did not listen', 'not-listened', { nonce: 'never-given' }],
    ['that says more than a release does', 'not-signed', { extra: true }],
  ])('%s is refused as %s', async (_what, code, more) => {
    const refused = await at.phone.answer(held, await at.phone.signOther(good, more));
    expect(refused.body).toMatchObject({ code });
    expect(refused.status).toBeGreaterThanOrEqual(403);
    expect(refused.status).toBeLessThan(500);
  });

  test('by a phone that nobody paired is refused as unknown-phone', async () => {
    const refused = await at.phone.answer(held, await signedByStranger(good));
    expect(refused).toMatchObject({ status: 403, body: { code: 'unknown-phone' } });
  });

  test('with another signature is refused as not-signed', async () => {
    const [header, payload] = good.split('.');
    const [, , signature] = (await at.phone.signOther(good, { nonce: 'never-given' })).split('.');
    const refused = await at.phone.answer(held, [header, payload, signature].join('.'));
    expect(refused).toMatchObject({ status: 403, body: { code: 'not-signed' } });
  });

  test.each(['', 'no jws', '..', 'a.b.c'])('that is none is refused: %j', async jws => {
    expect((await at.phone.answer(held, jws)).status).toBe(403);
  });

  test('after all of which it is held as before, and nothing was sent', async () => {
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

  test('after a release is refused as already-answered with whose that was; the same again changes nothing', async () => {
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

  test('after a discard is refused as already-answered, and nothing is sent', async () => {
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

  test('that comes too late is refused: expired, erased, and not sent', async () => {
    const before = at.smtp.received.length;
    const jws = await at.phone.signedRelease(held);
    at.pass(hours(1));
    // The courier may have been there first.
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
