import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ContactId } from '../../../core/household/ids.ts';
import { minutes } from '../../../core/household/instant.ts';
import type { SettingsChange } from '../../../core/household/settings.ts';
import { without } from '../../../core/household/without.ts';
import type { NotificationReason, Message } from '../../../core/message/message.ts';
import type { TestHousehold } from '../../support/builders/a-household.ts';
import {
  aDeliveredMessage,
  aDiscardedMessage,
  aFailedMessage,
  aHeldMessage,
  aMessageId,
  anExpiredMessage,
  anUnknownMessage,
  aReleasedMessage,
  aStory,
  sets,
  type TestPhone,
} from '../../support/builders/builders.ts';
import { type PushPeer, startPushPeer } from '../../support/peers/push-peer.ts';
import { timeOutByHand } from '../../support/time-out-by-hand.ts';
import { aPushHousehold, type PushHousehold, notifiedOf } from '../../support/builders/a-push-household.ts';

timeOutByHand();
let peer: PushPeer;
let ben: TestPhone;
let home: TestHousehold;
let says: PushHousehold['says'];
let phones: PushHousehold['phones'];
let subscribes: PushHousehold['subscribes'];
let shown: PushHousehold['shown'];
let answered: PushHousehold['answered'];

beforeAll(async () => {
  peer = await startPushPeer();
});
afterAll(() => peer.stop());
beforeEach(async () => {
  ({ ben, home, says, phones, subscribes, shown, answered } = await aPushHousehold(peer));
});
afterEach(() => peer.reset());

describe('A message that waits', () => {
  test('every message keeps a push topic of its own', async () => {
    await subscribes(ben);
    await phones().notify(aHeldMessage(), 'waiting');
    await phones().notify(aHeldMessage(), 'reminder');
    await phones().notify(aHeldMessage({ id: aMessageId('another') }), 'waiting');
    const topics = peer.taken.map(({ topic }) => topic);
    expect(topics[1]).toBe(topics[0]);
    expect(topics[2]).not.toBe(topics[0]);
  });

  test('a reminder says how much time is left of the hold', async () => {
    home.clock.pass(minutes(50));
    expect(await shown(aHeldMessage(), 'reminder')).toMatchObject({ title: '10 minutes left for a message' });
    expect(peer.taken[0]).toMatchObject({ ttl: 600, urgency: 'normal' });
  });
});

describe('What a locked phone shows', () => {
  const unsure = () => aHeldMessage({ story: aStory(-4) });

  test.each<[string, SettingsChange, string | undefined]>([
    ['nothing of the message', { notificationDetail: 'nothing' }, undefined],
    ['the room', { notificationDetail: 'room' }, 'From Kitchen'],
    ['room and contact', { notificationDetail: 'contact' }, 'From Kitchen, for Anna'],
    [
      'the room alone if the contact must be chosen',
      { notificationDetail: 'contact', floor: 'choose' },
      'From Kitchen',
    ],
  ])('a locked phone shows %s, as the household has set', async (_what, settings, body) => {
    await says(home.phone, sets(settings));
    expect((await shown(aHeldMessage(), 'waiting'))?.body).toBe(body);
  });

  test('a locked phone does not show the contact if the confidence is low', async () => {
    await says(home.phone, sets({ notificationDetail: 'contact' }));
    expect((await shown(unsure(), 'waiting'))?.body).toBe('From Kitchen');
  });

  test('a locked phone does not show the contact of a message that was edited in the database', async () => {
    await says(home.phone, sets({ notificationDetail: 'contact' }));
    const { seal } = aHeldMessage({ contact: 'ben' as ContactId });
    expect((await shown({ ...aHeldMessage(), seal: seal as string }, 'waiting'))?.body).toBe('From Kitchen');
  });

  test('a notification makes no sound in quiet hours', async () => {
    await says(home.phone, sets({ quietHours: { from: '11:00', until: '13:00', zone: 'UTC' } }));
    expect((await shown(aHeldMessage(), 'waiting'))?.silent).toBe(true);
  });
});

describe('What became of a message', () => {
  test('an answer replaces the notification, without a sound, by the name of the phone that answered', async () => {
    const { household } = home;
    const by = { ...aDeliveredMessage({ household }).answer, phone: home.phone.id };
    expect(await shown(answered(aDeliveredMessage({ answer: by })), 'answered')).toMatchObject({
      title: `Answered on ${home.phone.name}`,
      tag: aHeldMessage().id,
      silent: true,
    });
    // The phone may be off until the message can no longer be sent.
    expect(peer.taken[0]).toMatchObject({ urgency: 'low', ttl: 24 * 60 * 60 });
    expect(peer.taken[0]?.payload.notification).not.toHaveProperty('data');
  });

  test('an answer replaces a reminder where the first notification did not arrive', async () => {
    const reminded = { ...aDeliveredMessage(), notifications: [notifiedOf('reminder', ben)] };
    expect(await shown(reminded, 'answered')).toMatchObject({ silent: true });
  });

  test('a push service keeps trouble for a day, also when the message ran out of time', async () => {
    await subscribes(ben);
    const late = aFailedMessage({ endedAt: aFailedMessage().sendBy });
    home.clock.pass(late.sendBy - home.clock.now());
    await phones().notify(late, 'trouble');
    expect(peer.taken[0]).toMatchObject({ ttl: 24 * 60 * 60 });
  });

  test('an answer names no phone if the household shows nothing on locked phones', async () => {
    await says(home.phone, sets({ notificationDetail: 'nothing' }));
    const by = { ...aDeliveredMessage().answer, phone: home.phone.id };
    const notification = await shown(answered(aDeliveredMessage({ answer: by })), 'answered');
    expect(notification).toMatchObject({ title: 'A message was answered' });
    expect(notification?.body).toBeUndefined();
  });

  test.each<[string, () => Message, NotificationReason, string]>([
    ['expired', () => answered(anExpiredMessage()), 'answered', 'Nobody answered; it was erased'],
    [
      'discarded by voice',
      () => answered(without(aDiscardedMessage(), 'answer')),
      'answered',
      'Discarded by voice',
    ],
    ['cannot be sent yet', () => aReleasedMessage(), 'delayed', 'A message can’t be sent yet'],
    ['failed', () => aFailedMessage(), 'trouble', 'A message could not be delivered'],
    ['went quiet midway', () => anUnknownMessage(), 'trouble', 'A message may not have arrived'],
  ])('phones are notified of a message that %s', async (_what, message, about, title) => {
    expect((await shown(message(), about))?.title).toBe(title);
  });
});
