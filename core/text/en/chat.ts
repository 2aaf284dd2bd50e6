import type { ChatTexts } from '../chat.ts';
import { capitalized } from './capitalized.ts';

/** What is said with a recording in a chat, and what the bot answers. */
export const chat: ChatTexts = {
  title: household => (household === null ? 'A voice message' : `A voice message from ${household}`),
  words: transcript => `“${transcript}”`,
  howToStop: url =>
    'Somebody spoke this to an Echo and sent it with Second Yes. To get no more of these, ' +
    (url === null ? 'send /stop or block this bot.' : `open ${url} or block this bot.`),
  started: household =>
    `${capitalized(household ?? 'a household')} wants to send you voice messages here. The first comes once somebody there has accepted this chat. If you want none, block this bot.`,
  linkUnknown: 'This link is too old, or was used already. Ask for a new one.',
  stopped: 'You get no more voice messages from here. To get them again, ask for a new link.',
  stopByLink: 'To get no more voice messages, open the link in the first one, or block this bot.',
  about:
    'This bot brings voice messages that somebody spoke to an Echo at home. Nobody reads what you write here. To get none, block this bot.',
};
