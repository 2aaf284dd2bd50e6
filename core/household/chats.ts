import * as z from 'zod/mini';
import { type HouseholdId, householdIdSchema } from './ids.ts';
import { after, type Duration, hours, type Instant, instantSchema } from './instant.ts';
import { findReadingProblem } from './readable-name.ts';
import { type Sha256, sha256OfParts } from './bytes/sha256.ts';

/** A chat that a contact opened by an owner's link. It is nobody's address until a phone signs it. */
export const startedChatSchema = z.object({
  /** The address that the contact would get with this chat. */
  address: z.string(),
  /** What the person calls themselves there; empty if that would not read as it looks. */
  name: z.string(),
  at: instantSchema,
});
export type StartedChat = z.infer<typeof startedChatSchema>;

/** The start links that a household's phones have offered, and the chats that were started by them. */
export type Chats = {
  kind: 'chats';
  household: HouseholdId;
  id: 'chats';
  version: number;
  /** `name`: the household's, as it was when the link was made. */
  links: { digest: Sha256; name: string | null; until: Instant }[];
  started: StartedChat[];
  /** When all of it is stale. */
  until: Instant;
};

/** How long a link can be used, and how long a started chat waits for the owner. */
const KEPT: Duration = hours(7 * 24);
/** The newest are kept. A household adds few contacts at a time. */
const MOST_LINKS = 20;
const MOST_CHATS = 20;
const LONGEST_NAME = 100;

/** The random part of a token, in bytes. */
export const START_TOKEN_BYTES = 16;
/** The same in base64url. */
const RANDOM_CHARACTERS = 22;

/** What a start link ends with: the household and 128 random bits, within Telegram's 64 letters, digits, `_` and `-`. */
export const startToken = (household: HouseholdId, random: string): string => household + random;

/** The household that a token belongs to; undefined for a text that is no token. */
export function householdOfToken(token: string): HouseholdId | undefined {
  return householdIdSchema.safeParse(token.slice(0, -RANDOM_CHARACTERS)).data;
}

const digestOf = (token: string): Sha256 => sha256OfParts('second-yes start link', token);

/** The household's chats without links and chats that are stale; empty if there are none. */
export function freshChats(chats: Chats | undefined, household: HouseholdId, now: Instant): Chats {
  const { version = 0, links = [], started = [] } = chats ?? {};
  return {
    kind: 'chats',
    household,
    id: 'chats',
    version,
    links: links.filter(({ until }) => now < until),
    started: started.filter(({ at }) => now < after(at, KEPT)),
    until: after(now, KEPT),
  };
}

/** Adds a link. `name`: the household's. */
export const offerStart = (chats: Chats, token: string, name: string | null, now: Instant): Chats => ({
  ...chats,
  links: [{ digest: digestOf(token), name, until: after(now, KEPT) }, ...chats.links].slice(0, MOST_LINKS),
});

/** Uses a link up, for this chat, and gives the link's name; undefined if there is no such link. A chat is listed once. */
export function startChat(
  chats: Chats,
  token: string,
  { address, name, at }: StartedChat,
): { chats: Chats; name: string | null } | undefined {
  const digest = digestOf(token);
  const used = chats.links.find(link => link.digest === digest);
  if (!used) return undefined;
  const others = chats.started.filter(one => one.address !== address);
  const shown = name.trim().slice(0, LONGEST_NAME);
  const started = { address, name: findReadingProblem(shown) ? '' : shown, at };
  const left = {
    links: chats.links.filter(link => link !== used),
    started: [started, ...others].slice(0, MOST_CHATS),
  };
  return { chats: { ...chats, ...left }, name: used.name };
}
