import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { AddressReport } from '../../core/api/address-routes.ts';
import { addressDigest } from '../../core/household/contact.ts';
import type { PhoneClient } from '../support/builders/phone-client.ts';
import { pairedPhone, startTestHomeServer, type TestHomeServer } from '../support/home/test-home-server.ts';

let at: TestHomeServer;
let phone: PhoneClient;
beforeAll(async () => {
  at = await startTestHomeServer({ isPublic: true });
  phone = await pairedPhone(at);
  await phone.set({ householdName: 'the Miller household' });
});
afterAll(() => at.stop());

/** Speaks a message for Anna and releases it. */
async function send(words: string): Promise<void> {
  await at.say('alexa, tell second yes to send a message to anna');
  await at.say(words);
  const held = await phone.until('held');
  await phone.answer(held, await phone.signedRelease(held));
}

const mail = async (place: number) => simpleParser(at.smtp.received[place]!.raw);

const post = (url: string, body: string) =>
  fetch(url, { method: 'POST', body, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });

test('a recipient stops messages with one click, the owner sees it, and nothing more arrives until it is allowed again', async () => {
  await send('dinner is at seven');
  await phone.until('delivered');
  const first = await mail(0);
  expect(first.subject).toBe('A voice message from the Miller household');
  expect(first.text).toContain('This is the first message to you through Second Yes');
  const header = at.smtp.received[0]!.raw.toString().replace(/\r\n /g, ' ');
  const url = /^List-Unsubscribe: <(.*)>$/m.exec(header)?.[1] ?? '';
  expect(url).toMatch(new RegExp(`^${at.origin}/stop/`));
  expect(first.text).toContain(url);

  expect(await (await fetch(url)).text()).toContain('Stop voice messages from the Miller household');
  expect((await post(url, 'List-Unsubscribe=One-Click')).status).toBe(200);
  const { body } = await phone.call<{ reports: AddressReport[] }>('GET', '/address-reports');
  expect(body.reports).toMatchObject([
    { ...addressDigest({ channel: 'email', address: 'anna@example.org' }), stopped: { by: 'page' } },
  ]);

  await send('and bring some bread');
  expect((await phone.until('failed')).outcome).toEqual({ code: 'stopped' });
  expect(at.smtp.received).toHaveLength(1);

  expect((await post(url, 'action=allow')).status).toBe(200);
  await send('the bread is here');
  await phone.until('delivered');
  const again = await mail(1);
  expect(again.text).not.toContain('first message');
  expect(again.messageId).not.toBe(first.messageId);
});
