import { expect, test } from '@jest/globals';
import { viewMessage } from '../../../core/api/view-message.ts';
import type { ConversationId } from '../../../core/household/ids.ts';
import { after, hours } from '../../../core/household/instant.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import type { Message } from '../../../core/message/message.ts';
import type { StoppedView } from '../../../core/api/room-routes.ts';
import { countAccidentsByDay } from '../../../phone/settings/accidents-by-day.ts';
import {
  aDeliveredMessage,
  aDiscardedMessage,
  aHeldMessage,
  anExpiredMessage,
  aRoomId,
  aStory,
  aVerifiedDiscard,
  noon,
} from '../../support/builders/builders.ts';

const days = (n: number) => after(noon, -hours(24 * n));
const seen = (message: Message, heldAt = noon) =>
  viewMessage({ ...message, heldAt }, { rooms: [], settings: defaultSettings });
const stoppedAt = (at: typeof noon, why: StoppedView['why'] = 'unlikely') => ({
  id: 's' as ConversationId,
  at,
  room: { id: aRoomId(), name: 'Kitchen' },
  why,
  story: aStory(),
});
const notMe = aDiscardedMessage({
  answer: { ...aVerifiedDiscard(aHeldMessage(), { statement: { notMe: true } }), at: noon },
});

test('conversations that the evidence stopped and discards as not meant count as accidents, and nothing else', () => {
  const month = countAccidentsByDay(
    [seen(anExpiredMessage()), seen(notMe, days(1)), seen(aDeliveredMessage()), seen(aDiscardedMessage())],
    [
      stoppedAt(noon),
      stoppedAt(days(29)),
      stoppedAt(days(1), 'silence'),
      stoppedAt(days(1), 'not-understood'),
    ],
    noon,
  );
  expect(month).toHaveLength(30);
  expect(month.at(-1)).toMatchObject({ accidents: 1, stopped: 1 });
  expect(month.at(-2)).toMatchObject({ accidents: 1, stopped: 0 });
  expect(month[0]).toMatchObject({ accidents: 1, stopped: 1 });
  expect(month.reduce((sum, { accidents }) => sum + accidents, 0)).toBe(3);
});

test('accidents of more than thirty days ago are not counted', () => {
  const old = countAccidentsByDay([seen(notMe, days(31))], [stoppedAt(days(30))], noon);
  expect(old.every(({ accidents }) => accidents === 0)).toBe(true);
});
