import { Bot, type Context } from 'grammy/web';
import { inLanguage, languageOf } from '../../core/household/language.ts';
import { CHAT_TEXTS } from '../../core/text/texts.ts';
import type { ChatKeeper } from '../../services/ports/chat-keeper.ts';
import type { LogEvent } from '../../services/ports/log.ts';
import { type BotAccess, fetchAlone } from './bot-api.ts';

/** The kinds of updates that the bot acts on. Telegram sends no others. */
export const UPDATES = ['message', 'my_chat_member'] as const;

/** How long a call may take, in seconds. Telegram keeps a request for updates open for 20 of them. */
const CALL_TIMEOUT = 30;

type Options = BotAccess & { keeper: ChatKeeper; log: (line: { event: LogEvent; code?: string }) => void };

/**
 * The bot that contacts start. It acts on `/start TOKEN`, on `/stop` and on being blocked, in chats with one person, and
 * answers everything else with what it is. Handling an update throws if it could not be kept, and then the same update
 * must be handled again.
 */
export function telegramBot({ token, apiRoot, keeper, log }: Options): Bot {
  const bot = new Bot(token, {
    client: { timeoutSeconds: CALL_TIMEOUT, fetch: fetchAlone, ...(apiRoot !== undefined && { apiRoot }) },
  });
  const people = bot.chatType('private');

  people.command('start', async context => {
    const { chat, match } = context;
    const taken =
      match === '' ? 'unknown' : await keeper.start(match, { address: String(chat.id), name: nameOf(chat) });
    if (match === '') await answer(context, texts => texts.about);
    else if (taken === 'unknown') await answer(context, texts => texts.linkUnknown);
    else await answer(context, texts => texts.started(taken.household));
  });

  people.command('stop', async context => {
    const isStopped = await keeper.stop(String(context.chat.id));
    await answer(context, texts => (isStopped ? texts.stopped : texts.stopByLink));
  });

  people.on('my_chat_member', async ({ chat, myChatMember }) => {
    if (myChatMember.new_chat_member.status === 'kicked') await keeper.stop(String(chat.id));
  });

  people.on('message', context => answer(context, texts => texts.about));

  /** An answer that does not arrive is not worth handling the update again. */
  async function answer(context: Context, textOf: (texts: typeof CHAT_TEXTS.en) => string): Promise<void> {
    const text = textOf(inLanguage(CHAT_TEXTS, languageOf(context.from?.language_code)));
    await context.reply(text).catch(() => log({ event: 'telegram did not take an answer' }));
  }

  return bot;
}

/** Gives the function that makes a start link of the bot from a token. Throws if Telegram does not say the bot's name. */
export const chatBotOf = (bot: Bot) => async (): Promise<(token: string) => string> => {
  if (!bot.isInited()) bot.botInfo = await bot.api.getMe();
  const { username } = bot.botInfo;
  return token => `https://t.me/${username}?start=${token}`;
};

/** What the person calls themselves, with the name that only they have. */
const nameOf = (chat: { first_name: string; last_name?: string; username?: string }): string =>
  [chat.first_name, chat.last_name, chat.username === undefined ? undefined : `(@${chat.username})`]
    .filter(part => part !== undefined)
    .join(' ');
