import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StartedChat } from '../../core/household/chats.ts';
import type { Address } from '../../core/household/contact.ts';
import { type Cloud, type CloudPhone, START_TIMEOUT, startCloud } from '../support/aws/a-cloud.ts';
import { anAccount, holds, newest, renders } from '../support/aws/cloud-account.ts';
import { aContact } from '../support/builders/builders.ts';
import { BOT_NAME, BOT_TOKEN, startTelegramPeer, type TelegramPeer } from '../support/peers/telegram-peer.ts';
import { startWebhookPeer, type WebhookPeer } from '../support/peers/webhook-peer.ts';

const SECRET = `whsec_${Buffer.from('a key of twenty-four bytes').toString('base64')}`;

let cloud: Cloud;
let telegram: TelegramPeer;
let webhook: WebhookPeer;
beforeAll(async () => {
  [telegram, webhook, cloud] = await Promise.all([
    startTelegramPeer(),
    startWebhookPeer(SECRET),
    startCloud(),
  ]);
  const store = (name: string, value: string) =>
    cloud.peers.ssm.parameters.set(`/second-yes/${name}`, { value, type: 'SecureString' });
  store('telegram-token', `${telegram.apiRoot}/bot${BOT_TOKEN}\n`);
  store('webhook-secret', SECRET);
}, START_TIMEOUT);
afterAll(async () => {
  await Promise.all([
    (cloud as Cloud | undefined)?.stop(),
    (telegram as TelegramPeer | undefined)?.stop(),
    (webhook as WebhookPeer | undefined)?.stop(),
  ]);
});

async function sends(user: string, phone: CloudPhone, text: string): Promise<void> {
  await holds(cloud, user, text);
  const view = await renders(cloud, phone);
  await phone.answer(view, await phone.signedRelease(view));
  await cloud.attends();
}
const annaAt = (phone: CloudPhone, ...addresses: Address[]) => phone.putContact(aContact({ addresses }));
const written = () => [cloud.functions.companion, cloud.functions.courier].map(one => one.written()).join();

/** What Telegram sends for an update, with the secret that it was told. */
const update = (phone: CloudPhone, sent: object, secret = telegram.webhook?.secret_token ?? '') =>
  phone.asks(
    'POST',
    '/api/telegram',
    { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
    JSON.stringify(sent),
  );

test('the phone is offered each channel whose secret the operator has stored', async () => {
  const { phone } = await anAccount(cloud);
  expect((await phone.call('GET', '/server')).body).toMatchObject({
    channels: ['email', 'telegram', 'webhook'],
  });
});

describe('Telegram on AWS', () => {
  test('a contact opens the owner’s link, and gets a message with a page to stop them', async () => {
    const { user, phone } = await anAccount(cloud);
    const { body } = await phone.call<{ link: string }>('POST', '/chats/link');
    const link = new URL(body.link);
    expect(link.pathname).toBe(`/${BOT_NAME}`);
    expect(telegram.webhook?.url).toBe('https://home.example.org/api/telegram');
    const start = telegram.says('42', `/start ${link.searchParams.get('start')}`);

    expect((await update(phone, start, 'a guess')).status).toBe(401);
    expect((await update(phone, start, '')).status).toBe(401);
    expect((await phone.call<{ chats: StartedChat[] }>('GET', '/chats')).body.chats).toEqual([]);
    expect((await update(phone, start)).status).toBe(200);
    expect((await phone.call<{ chats: StartedChat[] }>('GET', '/chats')).body.chats).toMatchObject([
      { address: '42', name: 'Anna' },
    ]);
    expect(telegram.wrote.at(-1)?.text).toContain('wants to send you voice messages');

    await annaAt(phone, { channel: 'telegram', address: '42' });
    await sends(user, phone, 'The tulips are in bloom.');
    expect((await newest(phone)).state).toBe('delivered');
    expect(telegram.arrived).toMatchObject([{ method: 'sendVoice', chat: '42' }]);
    expect(written()).not.toMatch(/tulips|TelegramTokenOfTests/);
  });

  test('a /stop, which names no household here, is answered with where to stop', async () => {
    const { phone } = await anAccount(cloud);
    expect((await update(phone, telegram.says('42', '/stop'))).status).toBe(200);
    expect(telegram.wrote.at(-1)?.text).toContain('open the link in the first one');
  });

  test('what is no update is refused', async () => {
    const { phone } = await anAccount(cloud);
    await phone.call('POST', '/chats/link');
    expect((await update(phone, [])).status).toBe(400);
  });
});

describe('webhooks on AWS', () => {
  test('the phone learns that all channels are set up', async () => {
    const { phone } = await anAccount(cloud);
    const { body } = await phone.call<{ channels: string[] }>('GET', '/server');
    expect(body.channels).toEqual(['email', 'telegram', 'webhook']);
  });

  test('a webhook on the function’s own machine is never called', async () => {
    const { user, phone } = await anAccount(cloud);
    await annaAt(phone, { channel: 'webhook', address: webhook.origin });
    await sends(user, phone, 'Hello inside.');
    expect(await newest(phone)).toMatchObject({ state: 'failed', outcome: { code: 'address-not-allowed' } });
    expect(webhook.asked()).toBe(0);
  });
});
