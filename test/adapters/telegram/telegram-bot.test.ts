import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pollUpdates } from '../../../adapters/telegram/poll-updates.ts';
import { telegramBot } from '../../../adapters/telegram/telegram-bot.ts';
import type { ChatKeeper } from '../../../services/ports/chat-keeper.ts';
import { BOT_TOKEN, startTelegramPeer, type TelegramPeer } from '../../support/peers/telegram-peer.ts';
import { until } from '../../support/until.ts';

let peer: TelegramPeer;
let stopPolling: () => Promise<void>;
let started: unknown[];
let stopped: string[];
let failures: number;
const lines: { event: string; code?: string }[] = [];
const log = (line: { event: string; code?: string }) => void lines.push(line);

const keeper: ChatKeeper = {
  async start(token, chat) {
    started.push([token, chat]);
    return token === 'good' ? { household: 'the Miller household' } : 'unknown';
  },
  async stop(address) {
    if (failures-- > 0) throw new Error('The disk is full.');
    stopped.push(address);
    return true;
  },
};

beforeEach(async () => {
  [started, stopped, failures] = [[], [], 0];
  peer = await startTelegramPeer();
  const bot = telegramBot({ token: BOT_TOKEN, apiRoot: peer.apiRoot, keeper, log });
  const polling = pollUpdates(bot, { log });
  stopPolling = () => polling.stop();
});
afterEach(async () => {
  await stopPolling();
  await peer.stop();
});

const lastWritten = () => peer.wrote.at(-1)?.text;

describe('the bot', () => {
  test('a start by the owner’s link is kept with the person’s name, and answered with what this is and how to stop', async () => {
    peer.says('42', '/start good', { first_name: 'Anna', username: 'anna' });
    await until(() => peer.wrote.length === 1);
    expect(started).toEqual([['good', { address: '42', name: 'Anna (@anna)' }]]);
    expect(lastWritten()).toContain('The Miller household');
    expect(lastWritten()).toContain('block this bot');
  });

  test('a link that is not open is answered with how to get a new one', async () => {
    peer.says('42', '/start old');
    await until(() => peer.wrote.length === 1);
    expect(lastWritten()).toContain('Ask for a new one');
  });

  test.each(['/start', 'Hello?', '/help'])(
    'the text %p is answered with what the bot is, and starts nothing',
    async text => {
      peer.says('42', text);
      await until(() => peer.wrote.length === 1);
      expect([lastWritten()?.includes('Nobody reads what you write here'), started]).toEqual([true, []]);
    },
  );

  test('/stop is kept and confirmed', async () => {
    peer.says('42', '/stop');
    await until(() => peer.wrote.length === 1);
    expect([stopped, lastWritten()?.includes('no more')]).toEqual([['42'], true]);
  });

  test('blocking the bot is a stop', async () => {
    peer.blocks('42');
    await until(() => stopped.length === 1);
    expect([stopped, peer.wrote]).toEqual([['42'], []]);
  });

  test('a stop that could not be stored is asked for again', async () => {
    failures = 1;
    peer.says('42', '/stop');
    await until(() => stopped.length === 1);
    expect([stopped, lines.at(-1)?.event]).toEqual([['42'], 'telegram not heard']);
  });

  test('an update is handled once, and Telegram forgets it at the end', async () => {
    peer.says('42', '/stop');
    await until(() => stopped.length === 1);
    await stopPolling();
    expect([stopped, peer.waiting()]).toEqual([['42'], 0]);
  });

  test('a bot that ends while it waits for updates ends at once', async () => {
    await until(() => peer.called.includes('getMe'));
    const before = Date.now();
    await stopPolling();
    expect(Date.now() - before).toBeLessThan(2_500);
  });

  test('a group that somebody adds the bot to is not answered', async () => {
    const update = peer.says('42', '/stop') as unknown as { message: { chat: { type: string } } };
    update.message.chat.type = 'group';
    peer.says('42', 'Hello?');
    await until(() => peer.wrote.length === 1);
    expect(stopped).toEqual([]);
  });
});

test('a token that Telegram refuses is logged by its code, without the token', async () => {
  const token = '999999:another-token-of-35-letters-xxxxxxx';
  const bot = telegramBot({ token, apiRoot: peer.apiRoot, keeper, log });
  const polling = pollUpdates(bot, { log });
  await until(() => lines.some(({ code }) => code === 'telegram-401'));
  await polling.stop();
  expect(JSON.stringify(lines)).not.toContain(token);
});
