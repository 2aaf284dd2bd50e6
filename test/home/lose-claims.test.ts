import { beforeEach, describe, expect, test } from '@jest/globals';
import { loseClaims } from '../../home/lose-claims.ts';
import { after, hours } from '../../core/household/instant.ts';
import type { Message } from '../../core/message/message.ts';
import { dueAt } from '../../core/message/next-work.ts';
import type { Document } from '../../services/ports/documents.ts';
import {
  aHouse,
  dictating,
  type House,
  moving,
  releasing,
  storedMessage,
} from '../support/builders/a-household.ts';
import {
  aClaim,
  aHousehold,
  aMessageId,
  aReleasedMessage,
  aSendingMessage,
  anUnknownMessage,
} from '../support/builders/builders.ts';

let house: House;
beforeEach(async () => {
  house = await aHouse();
});

/** The documents with what the home host's store has besides: which of them will be due some time. */
const withUnfinished = () => ({
  ...house.documents,
  unfinished: () =>
    house.documents
      .everything()
      .filter((one: Document) => one.kind !== 'message' || dueAt(one, house.clock.now()) !== undefined),
});

const starting = () => loseClaims(withUnfinished(), house.clock.now());

describe('At start, a claim of the process before', () => {
  test('a claim of an ended process makes its message unknown at the start, with the reason', async () => {
    const message = await releasing(house);
    await moving(house, message, { do: 'claim', claim: aClaim() });
    await starting();
    expect(await storedMessage(house, message)).toMatchObject({
      state: 'unknown',
      outcome: { code: 'claim-lost' },
    });
  });

  test('claims are ended before their leases run out and in every household', async () => {
    const other = aHousehold('household-2');
    const claim = aClaim({ leaseUntil: after(house.clock.now(), hours(1)) });
    await house.documents.put(aSendingMessage({ claim }), 0);
    await house.documents.put(aSendingMessage({ claim, household: other }), 0);
    await starting();
    for (const household of [house.household, other])
      expect(await house.documents.get(household, 'message', aMessageId())).toMatchObject({
        state: 'unknown',
      });
  });
});

describe('At start, all else stays as it is', () => {
  test('messages that are not being sent stay as they are at the start', async () => {
    await dictating(house);
    const others: Message[] = [
      aReleasedMessage({ id: aMessageId('released') }),
      anUnknownMessage({ id: aMessageId('unknown') }),
    ];
    for (const message of others) await house.documents.put(message, 0);
    const before = house.documents.everything();
    await starting();
    expect(house.documents.everything()).toEqual(before);
  });

  test('a message that is erased during the start is skipped', async () => {
    const ghost = { household: house.household, kind: 'message' as const, id: 'gone' };
    const before = house.documents.everything();
    await loseClaims({ ...house.documents, unfinished: () => [ghost] }, house.clock.now());
    expect(house.documents.everything()).toEqual(before);
  });
});
