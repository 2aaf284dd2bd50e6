import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { telegramChannel } from '../../../adapters/telegram/telegram-channel.ts';
import { seconds } from '../../../core/household/instant.ts';
import type { Attempt } from '../../../core/message/outcome.ts';
import type { Delivery } from '../../../services/ports/channel.ts';
import { aDelivery } from '../../support/builders/a-delivery.ts';
import {
  BOT_TOKEN,
  startTelegramPeer,
  type TelegramBehaviour,
  type TelegramPeer,
} from '../../support/peers/telegram-peer.ts';

let peer: TelegramPeer;
beforeAll(async () => {
  peer = await startTelegramPeer();
  peer.chats.set('42', 'open');
});
afterAll(() => peer.stop());
afterEach(() => peer.does('works'));

const base = aDelivery({ from: { household: 'the Miller household' } });
const toChat = (address: string, more: Partial<Delivery> = {}): Delivery => ({
  ...base,
  to: { name: 'Anna', channel: 'telegram', address },
  recording: { ...base.recording, mediaType: 'audio/mpeg' },
  ...more,
});
const send = (delivery: Delivery, { token = BOT_TOKEN, apiRoot = peer.apiRoot, timeout = 2_000 } = {}) =>
  telegramChannel({ token, apiRoot, timeout }).send(delivery);
const brought = (attempt: Attempt) => [attempt.result, attempt.outcome.code];

describe('a recording on its way to a chat', () => {
  test.each([
    ['audio/mpeg', 'sendVoice', 'message.mp3'],
    ['audio/mp4', 'sendVoice', 'message.m4a'],
    ['audio/ogg; codecs=opus', 'sendVoice', 'message.ogg'],
    ['audio/wav', 'sendDocument', 'message.wav'],
  ])('%s arrives byte for byte by %s as %s', async (mediaType, method, name) => {
    const { recording } = base;
    const attempt = await send(toChat('42', { recording: { ...recording, mediaType } }));
    expect(attempt).toMatchObject({ result: 'taken', outcome: { code: 'taken', service: 'telegram' } });
    const arrived = peer.arrived.at(-1);
    expect(arrived).toMatchObject({ method, name, chat: '42' });
    expect(arrived?.audio.equals(recording.audio)).toBe(true);
  });

  test('each recording goes over a connection of its own, because Telegram may have closed one that was kept', async () => {
    const before = peer.arrived.length;
    for (const more of [1, 2, 3]) {
      expect(brought(await send(toChat('42')))).toEqual(['taken', 'taken']);
      expect(peer.arrived).toHaveLength(before + more);
    }
  });

  test('the caption says whom it is from, and what was dictated', async () => {
    await send(toChat('42'));
    expect(peer.arrived.at(-1)).toMatchObject({
      caption: 'A voice message from the Miller household\n\n“Dinner is at seven.”',
      duration: 4,
    });
  });

  test.each(['*the* _Millers_ [bank](https://eve.example)', '<b>Eve</b> & <script>'])(
    'the name %j of a household is shown as it was set, without markup',
    async household => {
      await send(toChat('42', { from: { household } }));
      expect(peer.arrived.at(-1)?.caption).toContain(`A voice message from ${household}\n`);
    },
  );

  test('the longest name of a household, emoji and how to stop leave the caption within its limit', async () => {
    const recording = { ...base.recording, mediaType: 'audio/mpeg', transcript: '👩🏽‍🚒'.repeat(400) };
    const from = { household: '🙂'.repeat(30) };
    const stop = { url: `https://home.example/stop/${'a'.repeat(150)}`, isFirst: true };
    await send(toChat('42', { recording, from, stop }));
    const { caption = '' } = peer.arrived.at(-1) ?? {};
    expect([caption.length <= 1_024, caption.includes(stop.url)]).toEqual([true, true]);
    expect(caption).toMatch(/“(👩🏽‍🚒)+…”/u);
  });

  test('only the first message says how to stop', async () => {
    await send(toChat('42', { stop: { url: null, isFirst: true } }));
    expect(peer.arrived.at(-1)?.caption).toContain('/stop');
    await send(toChat('42'));
    expect(peer.arrived.at(-1)?.caption).not.toContain('/stop');
  });

  test.each(['word '.repeat(600), '👨‍👩‍👧‍👦'.repeat(300), `${'a'.repeat(980)}é`])(
    'a transcript that is too long is cut within the caption, with how to stop it kept',
    async transcript => {
      const recording = { ...base.recording, mediaType: 'audio/mpeg', transcript };
      const attempt = await send(toChat('42', { recording, stop: { url: null, isFirst: true } }));
      expect(attempt.result).toBe('taken');
      const { caption = '' } = peer.arrived.at(-1) ?? {};
      expect([caption.length <= 1_024, caption.includes('…”'), caption.includes('/stop')]).toEqual([
        true,
        true,
        true,
      ]);
      expect(Buffer.from(caption).toString()).toBe(caption);
    },
  );
});

describe('what Telegram’s answer means', () => {
  const fails = (status: number, says: string, retryAfter?: number): TelegramBehaviour => ({
    fails: status,
    says,
    ...(retryAfter !== undefined && { retryAfter }),
  });

  test.each<[TelegramBehaviour, Attempt['result'], string]>([
    [fails(400, 'Bad Request: VOICE_MESSAGES_FORBIDDEN'), 'refused', 'refused'],
    [fails(413, 'Request Entity Too Large'), 'refused', 'too-large'],
    [fails(429, 'Too Many Requests: retry after 35', 35), 'not-taken', 'try-later'],
    [fails(500, 'Internal Server Error'), 'unclear', 'went-quiet'],
    [{ page: 502 }, 'unclear', 'went-quiet'],
    [{ page: 200 }, 'unclear', 'went-quiet'],
    ['hangs', 'unclear', 'went-quiet'],
    ['drops', 'unclear', 'went-quiet'],
  ])('after %p the message is %s: %s, and one call was made', async (behaviour, result, code) => {
    peer.does(behaviour);
    const before = peer.called.length;
    expect(brought(await send(toChat('42'), { timeout: 500 }))).toEqual([result, code]);
    expect(peer.called.slice(before)).toEqual(['sendVoice']);
  });

  test('a service that is asked too often says how long to wait', async () => {
    peer.does(fails(429, 'Too Many Requests: retry after 35', 35));
    expect(await send(toChat('42'))).toMatchObject({ result: 'not-taken', wait: seconds(35) });
  });

  test('a contact who blocked the bot and one who is gone are told apart', async () => {
    peer.chats.set('7', 'blocked');
    peer.chats.set('8', 'deactivated');
    expect(brought(await send(toChat('7')))).toEqual(['refused', 'blocked']);
    expect(brought(await send(toChat('8')))).toEqual(['refused', 'gone']);
    expect(brought(await send(toChat('9')))).toEqual(['refused', 'gone']);
  });

  test.each(['999999:another-token-of-35-letters-xxxxxxx', 'no-token'])(
    'a token that Telegram refuses is the owner’s to mend, and the outcome does not contain it',
    async token => {
      const attempt = await send(toChat('42'), { token });
      expect(brought(attempt)).toEqual(['not-taken', 'login-refused']);
      expect(JSON.stringify(attempt)).not.toContain(token);
    },
  );

  test('a server that stops reading midway may have the message', async () => {
    peer.does('never-reads');
    const recording = { ...base.recording, mediaType: 'audio/mpeg', audio: new Uint8Array(20_000_000) };
    expect(brought(await send(toChat('42', { recording }), { timeout: 800 }))).toEqual([
      'unclear',
      'went-quiet',
    ]);
  });

  test.each([
    ['http://127.0.0.1:1', 'not-reached'],
    ['http://no-such-host.invalid', 'server-not-found'],
  ])('a message is not taken without a connection to %s', async (apiRoot, code) => {
    expect(brought(await send(toChat('42'), { apiRoot }))).toEqual(['not-taken', code]);
  });
});
