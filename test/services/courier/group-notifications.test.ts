import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { groupNotification } from '../../../services/courier/group-notifications.ts';
import { timeId } from '../../../core/household/ids.ts';
import {
  type Duration,
  after,
  hours,
  type Instant,
  minutes,
  seconds,
} from '../../../core/household/instant.ts';
import type { Held, Message } from '../../../core/message/message.ts';
import { holding, moving, type TestHousehold } from '../../support/builders/a-household.ts';
import { aPushHousehold, type PushHousehold, notifiedOf } from '../../support/builders/a-push-household.ts';
import {
  aDeliveredMessage,
  aFailedMessage,
  aHeldMessage,
  aMessageId,
  anExpiredMessage,
  aRenderingMessage,
  noon,
  type TestPhone,
} from '../../support/builders/builders.ts';
import { type PushPeer, startPushPeer } from '../../support/peers/push-peer.ts';
import { timeOutByHand } from '../../support/time-out-by-hand.ts';

/** Messages held so long after noon. */
const heldAt = (...times: Duration[]): Held[] =>
  times.map((time, index) => aHeldMessage({ id: aMessageId(`m${index}`), heldAt: after(noon, time) }));

const at = (time: Duration): Instant => after(noon, time);
const how = (all: readonly Message[], now: Instant) => all.map(one => groupNotification(one, all, now).as);

describe('Notifications of many messages', () => {
  test('three messages within a minute get a notification each', () => {
    expect(how(heldAt(0, seconds(20), seconds(40)), at(minutes(2)))).toEqual(['itself', 'itself', 'itself']);
  });

  test('the first three of seven messages within a minute get a notification each, and one covers the rest', () => {
    const seven = heldAt(...[0, 5, 10, 15, 20, 25, 30].map(seconds));
    expect(how(seven, at(seconds(45)))).toEqual([
      'itself',
      'itself',
      'itself',
      'nothing',
      'nothing',
      'nothing',
      'all',
    ]);
    expect(groupNotification(seven[6] as Held, seven, at(seconds(45)))).toEqual({ as: 'all', waiting: 7 });
  });

  test('the fourth message within a minute waits a moment for more', () => {
    const four = heldAt(0, seconds(1), seconds(2), seconds(3));
    expect(groupNotification(four[3] as Held, four, at(seconds(3)))).toEqual({
      as: 'later',
      at: at(seconds(13)),
    });
    expect(groupNotification(four[3] as Held, four, at(seconds(13)))).toEqual({ as: 'all', waiting: 4 });
  });

  test('messages that come every half minute are never grouped', () => {
    const many = heldAt(...Array.from({ length: 12 }, (_, i) => seconds(30 * i)));
    expect(new Set(how(many, at(minutes(10))))).toEqual(new Set(['itself']));
  });

  test('messages of the same moment are ordered by their ids', () => {
    expect(how(heldAt(0, 0, 0, 0, 0), at(minutes(1)))).toEqual([
      'itself',
      'itself',
      'itself',
      'nothing',
      'all',
    ]);
  });

  test('the order in which the store lists messages does not change the grouping', () => {
    const seven = heldAt(...[0, 5, 10, 15, 20, 25, 30].map(seconds));
    const forward = seven.map(one => groupNotification(one, seven, at(minutes(2))));
    const backward = seven.map(one => groupNotification(one, seven.toReversed(), at(minutes(2))));
    expect(backward).toEqual(forward);
  });

  test('messages of the next minute do not cover those of the one before', () => {
    const early = [0, 1, 2, 3].map(seconds);
    const all = heldAt(...early, ...early.map(time => time + minutes(2)));
    expect(groupNotification(all[3] as Held, all, at(minutes(5)))).toEqual({ as: 'all', waiting: 8 });
  });

  test('a message that is rendering counts among those that wait', () => {
    const four = heldAt(0, 0, 0, 0);
    const rendering = aRenderingMessage({ id: four[0]?.id as never, heldAt: at(0) });
    const all = [rendering, ...four.slice(1)];
    expect(groupNotification(four[3] as Held, all, at(minutes(1)))).toEqual({ as: 'all', waiting: 4 });
  });

  test('when the newest message is over, the next newest notifies for those that wait', () => {
    const five = heldAt(0, 0, 0, seconds(1), seconds(2));
    const over = five.map((one, i) => (i === 4 ? anExpiredMessage({ id: one.id, heldAt: one.heldAt }) : one));
    expect(groupNotification(over[3] as Message, over, at(minutes(1)))).toEqual({ as: 'all', waiting: 4 });
  });
});

describe('Seven messages within a minute', () => {
  timeOutByHand();
  let peer: PushPeer;
  let home: TestHousehold;
  let subscribes: PushHousehold['subscribes'];
  let phones: PushHousehold['phones'];
  let ben: TestPhone;

  beforeAll(async () => {
    peer = await startPushPeer();
  });
  afterAll(() => peer.stop());
  beforeEach(async () => {
    ({ home, subscribes, phones, ben } = await aPushHousehold(peer));
  });
  afterEach(() => peer.reset());

  /** One each second, from noon. */
  async function holdingSeven(): Promise<Message[]> {
    const held: Message[] = [];
    for (let i = 0; i < 7; i += 1) {
      const heldAt = after(noon, seconds(i));
      const id = aMessageId(timeId(heldAt, String(i)));
      held.push(await holding(home, { id, heldAt, holdUntil: after(heldAt, hours(1)) }));
    }
    return held;
  }

  test('seven messages within a minute make four notifications, the last of which counts them all', async () => {
    await subscribes(ben);
    const held = await holdingSeven();
    home.clock.pass(seconds(20));
    for (const message of held) await phones().notify(message, 'waiting');
    expect(peer.taken.map(({ payload }) => payload.notification.title)).toEqual([
      ...Array.from({ length: 3 }, () => 'A message is waiting for your yes'),
      '7 messages are waiting',
    ]);
    expect(peer.taken.at(-1)).toMatchObject({
      urgency: 'high',
      ttl: 60 * 60 - 14,
      payload: {
        notification: {
          navigate: 'https://home.example/phone/',
          // The phone shows one notification for each tag.
          tag: `all ${home.household}`,
          silent: false,
        },
      },
    });
  });

  test('an answer among many is notified at once', async () => {
    await subscribes(ben);
    const { household, id, heldAt } = (await holdingSeven())[6] as Message;
    const notifications = [notifiedOf('waiting', ben)];
    const delivered = aDeliveredMessage({ household, id, heldAt, notifications });
    expect(await phones().notify(delivered, 'answered')).toEqual({ reached: [ben.id] });
  });

  test('a message that failed among many is notified by itself', async () => {
    await subscribes(ben);
    const { id } = (await holdingSeven())[5] as Message;
    const failed = aFailedMessage({ id });
    await phones().notify(failed, 'trouble');
    expect(peer.taken[0]?.payload.notification.tag).toBe(failed.id);
  });

  test('the count of those that wait leaves out what is over', async () => {
    await subscribes(ben);
    const held = await holdingSeven();
    await moving(home, held[0] as Message, { do: 'discard', by: 'voice' });
    home.clock.pass(seconds(20));
    await phones().notify(held[6] as Message, 'waiting');
    expect(peer.taken[0]?.payload.notification.title).toBe('6 messages are waiting');
  });

  test('the fourth message within a minute is notified after a moment, together with the rest', async () => {
    await subscribes(ben);
    for (let i = 0; i < 4; i += 1)
      await holding(home, { id: aMessageId(timeId(noon, String(i))), heldAt: noon });
    const all = await home.documents.list(home.household, 'message');
    const fourth = all.toSorted((a, b) => (a.id < b.id ? -1 : 1))[3] as Message;
    expect(await phones().notify(fourth, 'waiting')).toEqual({
      reached: [],
      retryAt: after(noon, seconds(10)),
    });
  });
});
