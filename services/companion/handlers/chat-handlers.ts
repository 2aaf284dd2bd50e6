import { listStartedChats, offerChatLink } from '../../../core/api/chat-routes.ts';
import type { CompanionParts } from '../companion-parts.ts';
import * as chats from '../keep-chats.ts';
import { serveToPhones } from '../requests/serve-route.ts';

/** How a contact comes into a chat with the household's bot. */
export const chatHandlers = ({ chatBot, random, clock, log }: CompanionParts) => ({
  offerChatLink: serveToPhones(offerChatLink, async ({ documents, household, trust }) => {
    const linkTo = await chatBot?.().catch(() => log({ event: 'chat bot not reached' }));
    if (!linkTo) return { refused: 'chat-off' };
    return {
      answer: {
        link: linkTo(
          await chats.offerStartLink(documents, household, {
            name: trust.settings.householdName,
            random,
            now: clock(),
          }),
        ),
      },
    };
  }),

  listStartedChats: serveToPhones(listStartedChats, async ({ documents, household }) => ({
    answer: { chats: await chats.listStartedChats(documents, household, clock()) },
  })),
});
