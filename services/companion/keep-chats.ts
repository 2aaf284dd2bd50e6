import { base64url } from 'jose';
import {
  freshChats,
  householdOfToken,
  offerStart,
  START_TOKEN_BYTES,
  type StartedChat,
  startChat,
  startToken,
} from '../../core/household/chats.ts';
import { allowMessages, consentOf, stopMessages } from '../../core/household/consent.ts';
import { addressDigest, type AddressDigest } from '../../core/household/contact.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import type { ChatKeeper } from '../ports/chat-keeper.ts';
import type { Documents } from '../ports/documents.ts';
import { changeConsent } from '../storage/change-consent.ts';
import { changeDocument } from '../storage/change-document.ts';

/** Makes a token for a start link and keeps its digest. `name`: the household's. */
export async function offerStartLink(
  documents: Documents,
  household: HouseholdId,
  { name, random, now }: { name: string | null; random: (bytes: number) => Uint8Array; now: Instant },
): Promise<string> {
  const token = startToken(household, base64url.encode(random(START_TOKEN_BYTES)));
  await changeDocument<'chats', never>(documents, {
    household,
    kind: 'chats',
    id: 'chats',
    decide: chats => ({ next: offerStart(freshChats(chats, household, now), token, name, now) }),
  });
  return token;
}

/** The chats that wait for the owner, newest first. */
export async function listStartedChats(
  documents: Documents,
  household: HouseholdId,
  now: Instant,
): Promise<StartedChat[]> {
  return freshChats(await documents.get(household, 'chats', 'chats'), household, now).started;
}

/** Keeps what happens in chats. `only`: the household of an installation that has one. */
export const chatKeeper = ({
  documents,
  clock,
  only,
}: {
  documents: Documents;
  clock: () => Instant;
  only?: HouseholdId;
}): ChatKeeper => ({
  async start(token, chat) {
    const household = householdOfToken(token);
    if (household === undefined) return 'unknown';
    const at = clock();
    let name: string | null = null;
    const changed = await changeDocument<'chats', 'unknown'>(documents, {
      household,
      kind: 'chats',
      id: 'chats',
      decide(chats) {
        const started = startChat(freshChats(chats, household, at), token, { ...chat, at });
        if (!started) return { answer: 'unknown' };
        name = started.name;
        return { next: started.chats };
      },
    });
    if ('answer' in changed) return changed.answer;
    // A person who opens a new link wants messages again.
    await changeConsent(documents, household, consent => allowMessages(consent, digestOf(chat.address)));
    return { household: name };
  },

  async stop(address) {
    if (only === undefined) return false;
    const now = clock();
    const [consent, chats] = await Promise.all([
      documents.get(only, 'consent', 'consent'),
      listStartedChats(documents, only, now),
    ]);
    // Anybody can write to the bot.
    const isKnown = consentOf(consent, digestOf(address)) ?? chats.find(chat => chat.address === address);
    if (!isKnown) return false;
    const stopped = { at: now, by: 'telegram' as const };
    await changeConsent(documents, only, before => stopMessages(before, digestOf(address), stopped));
    return true;
  },
});

const digestOf = (address: string): AddressDigest => addressDigest({ channel: 'telegram', address });
