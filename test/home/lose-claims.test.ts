import { beforeEach, describe, expect, test } from '@jest/globals';
import { loseClaims } from '../../home/lose-claims.ts';
import { after, hours } from '../../core/household/instant.ts';
import type { Message } from '../../core/message/message.ts';
import { dueAt, nextWork } from '../../core/message/next-work.ts';
import type { Document } from '../../services/ports/documents.ts';
import {
  aHousehold,
  dictating,
  type TestHousehold,
  moving,
  releasing,
  storedMessage,
} from '../support/builders/a-household.ts';
import {
  aClaim,
  aHouseholdId,
  aMessageId,
  aReleasedMessage,
  aSendingMessage,
  anUnknownMessage,
} from '../support/builders/builders.ts';

let home: TestHousehold;
beforeEach(async () => {
  home = await aHousehold();
});

/** The documents, with the home server's extra function that lists the messages with work left. */
const withUnfinished = () => ({
  ...home.documents,
  unfinished: () =>
    home.documents
      .everything()
      .filter((one: Document) => one.kind !== 'message' || dueAt(one, home.clock.now()) !== undefined),
});

const starting = () => loseClaims(withUnfinished(), home.clock.now());

describe('At start, a claim of the process before', () => {
  test('a claim of an ended process makes its message unknown at the start, with the reason', async () => {
    const message = await releasing(home);
    await moving(home, message, { do: 'claim', claim: aClaim() });
    await starting();
    expect(await storedMessage(home, message)).toMatchObject({
      state: 'unknown',
      outcome: { code: 'claim-lost' },
    });
  });

  test('a message whose claim had not begun is released again, and is due at once', async () => {
    const message = await releasing(home);
    await moving(home, message, { do: 'claim', claim: aClaim({ begun: false }) });
    await starting();
    const stored = await storedMessage(home, message);
    expect(stored).toMatchObject({ state: 'released', attempts: 1 });
    expect(nextWork(stored, home.clock.now())).toMatchObject({ due: 'deliver' });
  });

  test('claims are ended before their leases run out and in every household', async () => {
    const other = aHouseholdId('household-2');
    const claim = aClaim({ leaseUntil: after(home.clock.now(), hours(1)) });
    await home.documents.put(aSendingMessage({ claim }), 0);
    await home.documents.put(aSendingMessage({ claim, household: other }), 0);
    await starting();
    for (const household of [home.household, other])
      expect(await home.documents.get(household, 'message', aMessageId())).toMatchObject({
        state: 'unknown',
      });
  });
});

describe('At start, all else stays as it is', () => {
  test('messages that are not being sent stay as they are at the start', async () => {
    await dictating(home);
    const others: Message[] = [
      aReleasedMessage({ id: aMessageId('released') }),
      anUnknownMessage({ id: aMessageId('unknown') }),
    ];
    for (const message of others) await home.documents.put(message, 0);
    const before = home.documents.everything();
    await starting();
    expect(home.documents.everything()).toEqual(before);
  });

  test('a message that is erased during the start is skipped', async () => {
    const ghost = { household: home.household, kind: 'message' as const, id: 'gone' };
    const before = home.documents.everything();
    await loseClaims({ ...home.documents, unfinished: () => [ghost] }, home.clock.now());
    expect(home.documents.everything()).toEqual(before);
  });
});
