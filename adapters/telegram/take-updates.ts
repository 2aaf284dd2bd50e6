import type { Bot } from 'grammy/web';
import { Hono } from 'hono';
import { base64url } from 'jose';
import { derivedKey, equalInConstantTime } from '../../core/household/bytes/mac.ts';
import { chatBotOf, UPDATES } from './telegram-bot.ts';

type Options = {
  bot: Bot;
  sealKey: Uint8Array;
  /** The origin under which Telegram reaches this installation: https. */
  publicUrl: string;
  log: (line: { event: 'telegram update not kept' }) => void;
};

const PATH = '/api/telegram';

/**
 * Takes the bot's updates as requests from Telegram, for an installation that does not run all the time. Telegram is
 * told where to send them whenever an owner asks for a start link. Before the first link no update is of use. Each
 * request carries a secret that is derived from the seal key.
 */
export function telegramUpdates({ bot, sealKey, publicUrl, log }: Options): {
  app: Hono;
  chatBot: () => Promise<(token: string) => string>;
} {
  const secret = base64url.encode(derivedKey('second-yes telegram updates 1', sealKey));
  const app = new Hono();
  app.post(PATH, async c => {
    const given = c.req.header('X-Telegram-Bot-Api-Secret-Token') ?? '';
    if (!equalInConstantTime(given, secret)) return c.body(null, 401);
    const update: unknown = await c.req.json().catch(() => undefined);
    if (typeof update !== 'object' || update === null || !('update_id' in update)) return c.body(null, 400);
    if (!bot.isInited()) bot.botInfo = await bot.api.getMe();
    try {
      await bot.handleUpdate(update as Parameters<Bot['handleUpdate']>[0]);
    } catch {
      // Telegram sends it again.
      log({ event: 'telegram update not kept' });
      return c.body(null, 503);
    }
    return c.body(null, 200);
  });
  return {
    app,
    async chatBot() {
      const linkTo = await chatBotOf(bot)();
      const allowed_updates = [...UPDATES];
      await bot.api.setWebhook(publicUrl + PATH, { secret_token: secret, allowed_updates });
      return linkTo;
    },
  };
}
