import { describe, expect, test } from '@jest/globals';
import { groupNotification } from '../../../services/courier/group-notifications.ts';
import { type Duration, after, type Instant, minutes, seconds } from '../../../core/household/instant.ts';
import type { Held, Message } from '../../../core/message/message.ts';
import {
  aHeldMessage,
  aMessageId,
  anExpiredMessage,
  aRenderingMessage,
  noon,
} from '../../support/builders/builders.ts';

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
