import { beforeAll, expect, test } from '@jest/globals';
import { replayTrustList, type TrustList } from '../../../../core/approval/trust-list.ts';
import { viewMessage } from '../../../../core/api/view-message.ts';
import { defaultSettings } from '../../../../core/household/settings.ts';
import { matchesSearch } from '../../../../phone/messages/history/message-filters.ts';
import {
  aDeliveredMessage,
  aHeldMessage,
  aHouseholdId,
  anchor,
  aPhone,
  aRoomId,
  aTrustList,
} from '../../../support/builders/builders.ts';

let trust: TrustList;
beforeAll(async () => {
  const { links } = await aTrustList({ phone: await aPhone() });
  trust = (await replayTrustList(links, aHouseholdId(), { anchor })) as TrustList;
});
const rooms = [{ id: aRoomId(), name: 'Kitchen' }];
const view = viewMessage(aDeliveredMessage(), { rooms: rooms, settings: defaultSettings });

test.each(['', 'anna', 'ANN', 'kitch', 'delivered', 'anna deliv'])(
  'a delivered message for Anna from the kitchen is found by "%s"',
  sought => {
    expect(matchesSearch(view, sought, trust)).toBe(true);
  },
);

test.each(['marcus', 'hall', 'expired', 'anna expired'])(
  'a delivered message for Anna from the kitchen is not found by "%s"',
  sought => {
    expect(matchesSearch(view, sought, trust)).toBe(false);
  },
);

test('a message is not found by the name of a contact that is not shown', () => {
  const choosing = viewMessage(aHeldMessage(), {
    rooms: rooms,
    settings: { ...defaultSettings, floor: 'choose' },
  });
  expect(matchesSearch(choosing, 'anna', trust)).toBe(false);
});
