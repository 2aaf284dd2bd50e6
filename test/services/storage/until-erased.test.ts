import { beforeEach, describe, expect, test } from '@jest/globals';
import { replies } from '../../../core/text/en/replies.ts';
import { addressDigest } from '../../../core/household/contact.ts';
import { noteMailEvent } from '../../../services/courier/note-mail-event.ts';
import { offerPairing } from '../../../services/companion/pair-phone.ts';
import type { Documents } from '../../../services/ports/documents.ts';
import { aCompanion } from '../../support/builders/a-companion.ts';
import { aHousehold, type TestHousehold, trustOf } from '../../support/builders/a-household.ts';
import { aPushSender } from '../../support/builders/a-push-sender.ts';
import { dictates, sendsTo } from '../../support/builders/alexa-envelopes.ts';
import { anEcho } from '../../support/builders/an-echo.ts';
import { aHouseholdId, anchor, aRoomId, headOfLinks, noon } from '../../support/builders/builders.ts';
import { addRoom } from '../../../core/household/room.ts';

/** The talk of a room. */
const TALK =
  'and then we went over there because you know they had it and i mean it was the only one that they';

/** Lets everything of the household be erased just before something is first stored that is not a proof. */
function erasedBeforeWriting(working: Pick<Documents, 'put' | 'forget'>): Pick<Documents, 'put'> {
  let isErased = false;
  return {
    async put(document, ifVersion, options) {
      if (document.kind !== 'proof' && !isErased) {
        isErased = true;
        await working.forget(document.household);
      }
      return working.put(document, ifVersion, options);
    },
  };
}

describe('a household that is erased while a request of a phone is on its way', () => {
  let home: TestHousehold;
  beforeEach(async () => {
    home = await aHousehold();
    const { household } = home;
    await home.documents.put(
      { kind: 'household', household, id: 'household', version: 0, rooms: addRoom([], aRoomId()) },
      0,
    );
  });

  const subscription = {
    endpoint: 'https://push.example/1',
    keys: {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    },
  };
  test.each([
    ['turns pushes on', 'PUT', '/push', async () => subscription],
    ['renames a room', 'PUT', '/rooms/room-kitchen', async () => ({ name: 'Cellar' })],
    ['asks for a link to the bot', 'POST', '/chats/link', async () => undefined],
    ['invites another phone', 'POST', '/invitation', async () => undefined],
    ['exports it', 'POST', '/export', async () => ({ head: headOfLinks((await trustOf(home)).links) })],
  ])('nothing is left of a household that is erased while a phone %s', async (_, method, path, content) => {
    const documents = { ...home.documents, ...erasedBeforeWriting(home.documents) };
    const push = {
      sender: aPushSender(undefined, ['https://push.example']),
      app: () => 'https://home.example/',
    };
    const { call } = aCompanion(home, { documents, push });
    expect(await call(method, path, await content())).toMatchObject({
      status: 401,
      body: { code: 'proof-invalid' },
    });
    expect(home.documents.everything().filter(({ kind }) => kind !== 'proof')).toEqual([]);
  });

  test('nothing is left of a household that is erased while a mail of it comes back', async () => {
    const documents = { ...home.documents, ...erasedBeforeWriting(home.documents) };
    const event = {
      household: home.household,
      address: addressDigest({ channel: 'email', address: 'anna@example.org' }),
      at: noon,
      what: 'bounce' as const,
      reply: '550 No such mailbox',
    };
    const notified: string[] = [];
    const notifyTrouble = async (_: unknown, what: string) => notified.push(what) > 0;
    await expect(noteMailEvent({ documents, notifier: { notifyTrouble } }, event)).rejects.toMatchObject({
      code: 'household-erased',
    });
    expect(home.documents.everything()).toEqual([]);
    expect(notified).toEqual([]);
  });
});

describe('a household that is erased while somebody talks to an Echo', () => {
  test('nothing is left of a message that is dictated while its household is erased, and the Echo holds nothing', async () => {
    const echo = await anEcho({ documentsFail: erasedBeforeWriting });
    await echo.says(sendsTo('anna'));
    const answer = await echo.says(dictates('Dinner is at seven.'));
    expect(answer.said).toContain(replies['not-held']);
    expect(echo.documents.everything()).toEqual([]);
    expect(echo.recordings.keptOf({ household: aHouseholdId(), message: 'any' as never })).toEqual([]);
  });

  test('a message whose household is erased is not said to be held, although the store then fails', async () => {
    const echo = await anEcho({
      documentsFail: working => {
        const { put } = erasedBeforeWriting(working);
        const isErased = () => working.everything().length === 0;
        return {
          put,
          get: (household, kind, id) =>
            kind === 'trust' && isErased()
              ? Promise.reject(new Error('throttled'))
              : working.get(household, kind, id),
        };
      },
    });
    await echo.says(sendsTo('anna'));
    const answer = await echo.says(dictates('Dinner is at seven.'));
    expect(answer.said).toContain(replies['not-held']);
    expect(echo.documents.everything()).toEqual([]);
  });

  test('a household that is erased and about to be paired again keeps its open code', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    await echo.documents.forget(aHouseholdId());
    const { documents } = echo;
    const random = (length: number) => new Uint8Array(length);
    await offerPairing({ documents, anchor, random }, aHouseholdId(), noon);
    await echo.says(dictates('Dinner is at seven.'));
    expect(documents.everything().map(({ kind }) => kind)).toEqual(['pairing']);
  });

  test('nothing is kept of a conversation that goes on after its household was erased', async () => {
    const echo = await anEcho();
    await echo.says(sendsTo('anna'));
    await echo.documents.forget(aHouseholdId());
    await echo.says(dictates(TALK));
    await echo.says(dictates('Dinner is at seven.'));
    expect(echo.documents.everything()).toEqual([]);
  });
});
