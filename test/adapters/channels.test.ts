import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { outboxChannel } from '../../adapters/files/outbox.ts';
import { emailChannel } from '../../adapters/smtp/smtp-channel.ts';
import { telegramChannel } from '../../adapters/telegram/telegram-channel.ts';
import { webhookChannel } from '../../adapters/webhook/webhook-channel.ts';
import { instant } from '../../core/household/instant.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import type { DeliveryChannel, Delivery } from '../../services/ports/channel.ts';
import { aDelivery } from '../support/builders/a-delivery.ts';
import { type SmtpPeer, startSmtpPeer } from '../support/peers/smtp-peer.ts';
import { BOT_TOKEN, startTelegramPeer, type TelegramPeer } from '../support/peers/telegram-peer.ts';
import { startWebhookPeer, type WebhookPeer } from '../support/peers/webhook-peer.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SECRET = `whsec_${Buffer.from('a key of twenty-four bytes').toString('base64')}`;
const folder = temporaryFolder();
const outbox = join(folder.path, 'outbox');

let smtp: SmtpPeer;
let telegram: TelegramPeer;
let webhook: WebhookPeer;
const taps: Server[] = [];
/** Everything that went to a peer. */
let heard = '';

/** An address that leads to the port of `url`, and on which everything that goes there is heard. */
async function tapped(url: string): Promise<string> {
  const { port } = new URL(url);
  const tap = createServer(socket => {
    const onward = connect(Number(port), '127.0.0.1');
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
    socket.on('data', chunk => (heard += chunk.toString('latin1')));
    socket.pipe(onward).pipe(socket);
  });
  taps.push(tap);
  await new Promise<void>(resolve => tap.listen(0, '127.0.0.1', resolve));
  return url.replace(`:${port}`, `:${(tap.address() as AddressInfo).port}`);
}

type Tried = { channel: DeliveryChannel; delivery: Delivery; whole: () => number };
const tried = {} as Record<'email' | 'outbox' | 'telegram' | 'webhook', Tried>;

beforeAll(async () => {
  smtp = await startSmtpPeer();
  telegram = await startTelegramPeer();
  telegram.chats.set('42', 'open');
  webhook = await startWebhookPeer(SECRET);
  const url = await tapped(webhook.origin);
  const clock = () => instant(Date.now());
  tried.email = {
    channel: emailChannel({ smtpUrl: await tapped(smtp.url), from: 'home@example.net' }),
    delivery: aDelivery(),
    whole: () => smtp.received.length,
  };
  tried.outbox = {
    channel: outboxChannel({ dir: outbox, from: 'home@example.net' }),
    delivery: aDelivery(),
    whole: () => (existsSync(join(outbox, aDelivery().message)) ? 1 : 0),
  };
  tried.telegram = {
    channel: telegramChannel({ token: BOT_TOKEN, apiRoot: await tapped(telegram.apiRoot) }),
    delivery: aDelivery({ to: { name: 'Anna', channel: 'telegram', address: '42' } }),
    whole: () => telegram.arrived.length,
  };
  tried.webhook = {
    channel: webhookChannel({ secret: SECRET, origins: [url], clock }),
    delivery: aDelivery({ to: { name: 'Anna', channel: 'webhook', address: `${url}/` } }),
    whole: () => webhook.seen.length,
  };
});
afterAll(async () => {
  await Promise.all([smtp.stop(), telegram.stop(), webhook.stop()]);
  for (const tap of taps) tap.close();
  folder.remove();
});

const NAMES = ['email', 'outbox', 'telegram', 'webhook'] as const;
const WORDS = 'Dinner is at seven.';

describe('A channel that asks whether the recording may leave', () => {
  test.each(NAMES)(
    'the channel %s lets nothing leave if it is told so, and gives the attempt that it is told to give',
    async name => {
      const { channel, delivery, whole } = tried[name];
      const halted: Attempt = { result: 'not-taken', outcome: { code: 'interrupted' } };
      heard = '';
      expect(await channel.send({ ...delivery, begin: async () => halted })).toEqual(halted);
      // What was on its way would arrive by then.
      await new Promise(resolve => setTimeout(resolve, 100));
      expect(heard).not.toContain(WORDS);
      expect(whole()).toBe(0);
    },
  );

  test.each(NAMES)('the channel %s asks once, before the first byte of the recording leaves', async name => {
    const { channel, delivery, whole } = tried[name];
    const before: [boolean, number][] = [];
    heard = '';
    const attempt = await channel.send({
      ...delivery,
      async begin() {
        await new Promise(resolve => setTimeout(resolve, 20));
        before.push([heard.includes(WORDS), whole()]);
        return undefined;
      },
    });
    expect(attempt.result).toBe('taken');
    expect(before).toEqual([[false, 0]]);
    expect(whole()).toBe(1);
    if (name !== 'outbox') expect(heard).toContain(WORDS);
  });

  test('a mail server has agreed to the message before the channel asks, and hears no end of it if nothing may leave', async () => {
    const { channel, delivery } = tried.email;
    let asked = '';
    heard = '';
    await channel.send({
      ...delivery,
      async begin() {
        asked = heard;
        return { result: 'not-taken', outcome: { code: 'interrupted' } };
      },
    });
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(asked).toMatch(/DATA\r\n$/);
    expect(heard).toBe(asked);
  });
});
