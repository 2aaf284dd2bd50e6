import * as z from 'zod/mini';
import { startedChatSchema } from '../household/chats.ts';
import { inHousehold, noBody, type Route } from './route.ts';

/**
 * Makes a link by which a contact starts a chat with the household's bot. It works once, for seven days. Anybody who
 * opens it is only listed: no address is a contact's until a phone signs it.
 */
export const offerChatLink = {
  method: 'POST',
  path: '/households/:household/chats/link',
  provenBy: 'phone',
  target: inHousehold,
  body: noBody,
  answer: z.object({ link: z.string() }),
  problems: ['chat-off'],
} as const satisfies Route;

/** The chats that were started by the household's links in the last seven days, newest first. */
export const listStartedChats = {
  method: 'GET',
  path: '/households/:household/chats',
  provenBy: 'phone',
  target: inHousehold,
  body: noBody,
  answer: z.object({ chats: z.array(startedChatSchema) }),
  problems: [],
} as const satisfies Route;
