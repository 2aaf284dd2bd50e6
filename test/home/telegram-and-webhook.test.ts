import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { MessageView } from '../../core/api/message-routes.ts';
import type { StartedChat } from '../../core/household/chats.ts';
import type { Address } from '../../core/household/contact.ts';
import { minutes } from '../../core/household/instant.ts';
import { ASKS_EVERY } from '../support/builders/phone-client.ts';
import { PunctualPhone } from '../support/home/mail-home-server.ts';
import { pairedPhone, startTestHomeServer, type TestHomeServer } from '../support/home/test-home-server.ts';
import { aContact } from '../support/builders/builders.ts';
import {
  BOT_NAME,
  BOT_TOKEN,
  startTelegramPeer,
  type TelegramBehaviour,
  type TelegramPeer,
} from '../support/peers/telegram-peer.ts';
import { startWebhookPeer, type WebhookBehaviour, type WebhookPeer } from '../support/peers/webhook-peer.ts';
import { until } from '../support/until.ts';

const SECRET = `whsec_${Buffer.from('a key of twenty-four bytes').toString('base64')}`;

let telegram: TelegramPeer;
let webhook: WebhookPeer;
let at: TestHomeServer;
let phone: PunctualPhone;
beforeAll(async () => {
  telegram = await startTelegramPeer();
  webhook = await startWebhookPeer(SECRET);
  at = await startTestHomeServer({
    channels: {
      telegram: { token: BOT_TOKEN, apiRoot: telegram.apiRoot },
      webhook: { secret: SECRET, origins: [webhook.origin] },
    },
  });
  const { keys, firstLink } = await pairedPhone(at);
  phone = new PunctualPhone(at.origin, at.server.household, keys, at.adapters.clock);
  phone.firstLink = firstLink;
});
const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  await at.stop();
  await Promise.all(stops.map(stop => stop()));
  await Promise.all([telegram.stop(), webhook.stop()]);
});
afterEach(() => {
  telegram.does('works');
  webhook.does({ answers: 200 });
});

const annaAt = async (...addresses: Address[]): Promise<void> => {
  const { status } = await phone.putContact(aContact({ addresses }));
  expect(status).toBe(200);
};
const chat = (address: string): Address => ({ channel: 'telegram', address });
const hook = (url: string): Address => ({ channel: 'webhook', address: url });

/** Speaks a message for Anna and releases it. */
async function released(words = 'Dinner is ready.'): Promise<void> {
  await at.say('alexa, tell second yes to send a message to anna');
  await at.say(words);
  await phone.release(await phone.until('held'));
}

/** Waits for the end of the newest message. Time passes whenever it waits for a retry. */
async function ended(): Promise<MessageView> {
  for (;;) {
    const view = await phone.until('delivered', 'failed', 'unknown', 'released');
    if (view.state !== 'released') return view;
    if (view.history.at(-1)?.event === 'not-taken') at.pass(minutes(3));
    await new Promise(resolve => setTimeout(resolve, ASKS_EVERY));
  }
}

describe('a contact who comes by Telegram', () => {
  test('a contact opens the owner’s link, gets messages, and ends them with /stop', async () => {
    const offered = await phone.call<{ link: string }>('POST', '/chats/link');
    const link = new URL(offered.body.link);
    expect(link.href.startsWith(`https://t.me/${BOT_NAME}?start=`)).toBe(true);
    telegram.says('42', `/start ${link.searchParams.get('start')}`, { first_name: 'Anna' });
    const started = async () => (await phone.call<{ chats: StartedChat[] }>('GET', '/chats')).body.chats;
    await until(async () => (await started()).length === 1);
    const [{ address, name } = { address: '', name: '' }] = await started();
    expect([address, name]).toEqual(['42', 'Anna']);

    await annaAt(chat(address));
    await released('Dinner is ready.');
    expect(await ended()).toMatchObject({
      state: 'delivered',
      outcome: { code: 'taken', service: 'telegram' },
    });
    await released('And the tea.');
    expect((await ended()).state).toBe('delivered');
    expect(telegram.arrived.map(({ caption }) => [caption.includes('“'), caption.includes('/stop')])).toEqual(
      [
        [true, true],
        [true, false],
      ],
    );

    telegram.says('42', '/stop');
    await until(() => telegram.wrote.at(-1)?.text.includes('no more') ?? false);
    await released('Too late.');
    expect(await ended()).toMatchObject({ state: 'failed', outcome: { code: 'stopped' } });
    expect(telegram.arrived.length).toBe(2);

    const again = await phone.call<{ link: string }>('POST', '/chats/link');
    telegram.says('42', `/start ${new URL(again.body.link).searchParams.get('start')}`);
    await until(() => telegram.wrote.at(-1)?.text.includes('wants to send') ?? false);
    await released('Welcome back.');
    expect((await ended()).state).toBe('delivered');
  });

  test.each<[TelegramBehaviour[], MessageView['state'], number]>([
    [[{ fails: 429, says: 'Too Many Requests: retry after 5', retryAfter: 5 }, 'works'], 'delivered', 1],
    [['drops'], 'unknown', 1],
    [[{ fails: 500, says: 'Internal Server Error' }], 'unknown', 0],
    [[{ fails: 400, says: 'Bad Request: VOICE_MESSAGES_FORBIDDEN' }], 'failed', 0],
  ])(
    'after %p a message is %s, and arrived %d times',
    async (behaviours, state, arrived) => {
      await annaAt(chat('43'));
      telegram.chats.set('43', 'open');
      telegram.does(...behaviours);
      const before = telegram.arrived.length;
      await released();
      expect((await ended()).state).toBe(state);
      at.pass(minutes(60));
      await new Promise(resolve => setTimeout(resolve, 300));
      expect(telegram.arrived.length - before).toBe(arrived);
    },
    200_000,
  );

  test('a contact who blocked the bot is reached at the next address', async () => {
    telegram.chats.set('44', 'blocked');
    await annaAt(chat('44'), { channel: 'email', address: 'anna@example.org' });
    const mails = at.smtp.received.length;
    await released();
    expect((await ended()).state).toBe('delivered');
    expect(at.smtp.received.length).toBe(mails + 1);
  });

  test('a block that shows at a delivery is kept as a stop, and Telegram is not asked again', async () => {
    telegram.chats.set('45', 'blocked');
    await annaAt(chat('45'));
    await released();
    expect(await ended()).toMatchObject({ state: 'failed', outcome: { code: 'blocked' } });
    const calls = telegram.called.filter(method => method === 'sendVoice').length;
    await released();
    expect(await ended()).toMatchObject({ state: 'failed', outcome: { code: 'stopped' } });
    expect(telegram.called.filter(method => method === 'sendVoice').length).toBe(calls);
  });
});

describe('a contact who is reached by a webhook', () => {
  test.each<[WebhookBehaviour[], MessageView['state'], number[]]>([
    [[{ answers: 202 }], 'delivered', [1]],
    [[{ answers: 500 }, { answers: 503 }, { answers: 200 }], 'delivered', [1]],
    [[{ answers: 429 }, { answers: 200 }], 'delivered', [1]],
    [[{ answers: 401 }, { answers: 200 }], 'delivered', [1]],
    [[{ answers: 410 }], 'failed', []],
    [[{ answers: 302, headers: { location: 'http://127.0.0.1:1/' } }], 'failed', []],
    [[{ answers: 504 }], 'unknown', []],
    [['drops'], 'unknown', [1]],
  ])(
    'a message to a receiver that does %p is %s, and taken %p times',
    async (behaviours, state, taken) => {
      await annaAt(hook(`${webhook.origin}/hook`));
      webhook.does(...behaviours);
      const before = webhook.taken().length;
      await released();
      expect((await ended()).state).toBe(state);
      at.pass(minutes(60));
      await new Promise(resolve => setTimeout(resolve, 300));
      expect(webhook.taken().slice(before)).toEqual(taken);
      expect(webhook.complaints).toEqual([]);
    },
    200_000,
  );

  test('a webhook on this machine that the operator has not allowed is never called', async () => {
    const hidden = await startWebhookPeer(SECRET);
    stops.push(hidden.stop);
    await annaAt(hook(hidden.origin), hook(hidden.origin.replace('127.0.0.1', 'localhost')));
    await released();
    expect(await ended()).toMatchObject({ state: 'failed', outcome: { code: 'address-not-allowed' } });
    expect(hidden.asked()).toBe(0);
  });
});
