import { describe, expect, test } from '@jest/globals';
import { after, seconds } from '../../../core/household/instant.ts';
import type { ConversationId } from '../../../core/household/ids.ts';
import type { Message, NotificationRecord } from '../../../core/message/message.ts';
import type { Document } from '../../../services/ports/documents.ts';
import { metricsOfChange } from '../../../services/storage/metrics-of-change.ts';
import {
  aDeliveredMessage,
  aDiscardedMessage,
  aFailedMessage,
  aHeldMessage,
  aHouseholdId,
  anExpiredMessage,
  anUnknownMessage,
  aPhoneId,
  aReleasedMessage,
  aRenderingMessage,
  aRoomId,
  aSendingMessage,
  aStory,
  noon,
} from '../../support/builders/builders.ts';

const now = after(noon, seconds(9));
const one = (metric: string) => [{ metric, value: 1 }];

describe('a new document', () => {
  test.each<[string, Message]>([
    ['with a recording', aHeldMessage()],
    ['with a transcript to render', aRenderingMessage()],
  ])('a new message %s is counted as held', (_what, message) => {
    expect(metricsOfChange(undefined, message, now)).toEqual(one('held'));
  });

  test('a new stopped conversation is counted as stopped', () => {
    const stopped: Document = {
      kind: 'stopped',
      household: aHouseholdId(),
      id: 'conversation-1' as ConversationId,
      version: 0,
      at: noon,
      room: { id: aRoomId(), name: 'Kitchen' },
      why: 'unlikely',
      story: aStory(),
    };
    expect(metricsOfChange(undefined, stopped, now)).toEqual(one('stopped'));
  });

  test.each<Document>([
    { kind: 'household', household: aHouseholdId(), id: 'household', version: 0, rooms: [] },
    { kind: 'trust', household: aHouseholdId(), id: 'trust', version: 0, links: [] },
    { kind: 'proof', household: aHouseholdId(), id: 'phone.jti', version: 0, until: noon },
  ])('a new document of the kind $kind is not counted', document => {
    expect(metricsOfChange(undefined, document, now)).toEqual([]);
  });
});

type Row = [what: string, counted: string[], before: Message, next: Message];
const delivery = ['delivered', 'timeToDelivery'];
const changes: Row[] = [
  ['A release', ['released'], aHeldMessage(), aReleasedMessage()],
  ['A release after an unknown outcome', ['released'], anUnknownMessage(), aReleasedMessage()],
  ['A failed attempt', [], aSendingMessage(), aReleasedMessage()],
  ['An unknown outcome', ['unknown'], aSendingMessage(), anUnknownMessage()],
  ['An undone second release', [], aReleasedMessage(), anUnknownMessage()],
  ['A delivery', delivery, aSendingMessage(), aDeliveredMessage()],
  ['A delivery that is reported after an unknown outcome', delivery, anUnknownMessage(), aDeliveredMessage()],
  ['A discard', ['discarded'], aHeldMessage(), aDiscardedMessage()],
  ['A discard before rendering', ['discarded'], aRenderingMessage(), aDiscardedMessage()],
  ['An expiry', ['expired'], aHeldMessage(), anExpiredMessage()],
  ['A failure', ['failed'], aReleasedMessage(), aFailedMessage()],
  ['A rendering', [], aRenderingMessage(), aHeldMessage()],
  ['A claim', [], aReleasedMessage(), aSendingMessage()],
];
/** A message that stays in its state is not counted again. */
const stays = [
  aRenderingMessage(),
  aHeldMessage(),
  aReleasedMessage(),
  aSendingMessage(),
  anUnknownMessage(),
  aDeliveredMessage(),
  aDiscardedMessage(),
  anExpiredMessage(),
  aFailedMessage(),
].map((message): Row => [`A retry in the state ${message.state}`, [], message, { ...message, attempts: 3 }]);

test.each([...changes, ...stays])('%s is counted as %j', (_what, counted, before, next) => {
  expect(metricsOfChange(before, next, now).map(({ metric }) => metric)).toEqual(counted);
});

test('the time to delivery is from the phone’s answer to the end, whenever it is stored', () => {
  const answer = { ...aReleasedMessage().answer, at: after(noon, seconds(1)) };
  const delivered = aDeliveredMessage({ answer, endedAt: after(noon, seconds(4)) });
  expect(metricsOfChange(aSendingMessage(), delivered, now)).toContainEqual({
    metric: 'timeToDelivery',
    value: seconds(3),
  });
});

describe('the time to push', () => {
  const told = (about: NotificationRecord['reason'], ...phones: string[]): NotificationRecord => ({
    reason: about,
    reached: phones.map(aPhoneId),
    attempts: 1,
  });
  const being = (...all: NotificationRecord[]) => aHeldMessage({ notifications: all });
  const measured = (before: Message, next: Message) => metricsOfChange(before, next, now);

  test('the time to push is measured when the first phone is reached', () => {
    expect(measured(being(), being(told('waiting', 'phone-1')))).toEqual([
      { metric: 'timeToPush', value: seconds(9) },
    ]);
  });

  test('the time to push is measured when a phone is reached at a later try', () => {
    expect(measured(being(told('waiting')), being(told('waiting', 'phone-1')))).toHaveLength(1);
  });

  test('the time to push begins with the hold', () => {
    const heldAt = after(noon, seconds(5));
    const next = aHeldMessage({ heldAt, notifications: [told('waiting', 'phone-1')] });
    expect(measured(being(), next)).toEqual([{ metric: 'timeToPush', value: seconds(4) }]);
  });

  test('the time to push is measured together with a change of the state', () => {
    const released = aReleasedMessage({ notifications: [told('waiting', 'phone-1')] });
    expect(measured(being(), released).map(({ metric }) => metric)).toEqual(['released', 'timeToPush']);
  });

  test('the time to push is not measured again for a second phone', () => {
    const [first, second] = [being(told('waiting', 'phone-1')), being(told('waiting', 'phone-1', 'phone-2'))];
    expect(measured(first, second)).toEqual([]);
  });

  test('the time to push is not measured while no phone is reached', () => {
    expect(measured(being(), being(told('waiting')))).toEqual([]);
  });

  test.each(['reminder', 'answered', 'trouble'] as const)(
    'the time to push is not measured for the push about: %s',
    about => {
      expect(measured(being(), being(told(about, 'phone-1')))).toEqual([]);
    },
  );
});
