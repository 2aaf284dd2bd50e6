import { describe, expect, test } from '@jest/globals';
import { after, hours, type Instant, minutes } from '../../../core/household/instant.ts';
import type { Message } from '../../../core/message/message.ts';
import { dueAt, nextWork } from '../../../core/message/next-work.ts';
import {
  aClaim,
  aDeliveredMessage,
  aDiscardedMessage,
  aFailedMessage,
  aHeldMessage,
  anExpiredMessage,
  anUnknownMessage,
  aReleasedMessage,
  aRenderingMessage,
  aSendingMessage,
  noon,
} from '../../support/builders/builders.ts';

const holdUntil = after(noon, hours(1));
const sendBy = after(noon, hours(24));
const soon = after(noon, minutes(1));
const nearlyOver = after(holdUntil, -1);

/** The work in one line. */
function workOf(message: Message, now: Instant): string {
  const work = nextWork(message, now);
  switch (work.due) {
    case 'wait':
      return `wait ${work.until - noon}`;
    case 'time-out':
      return work.command.do;
    case 'notify':
      return `notify ${work.reason}`;
    case 'render':
    case 'deliver':
    case 'erase':
    case 'nothing':
      return work.due;
  }
}

const leased = aSendingMessage({ claim: aClaim({ leaseUntil: after(noon, minutes(2)) }) });

type Row = [string, Message, Instant, string];
const rows: Row[] = [
  ['a dictation', aRenderingMessage(), noon, 'render'],
  ['a dictation whose rendering failed', aRenderingMessage({ retryAt: soon }), noon, `wait ${minutes(1)}`],
  ['a dictation whose rendering is tried again', aRenderingMessage({ retryAt: soon }), soon, 'render'],
  [
    'a dictation to be tried again after the hold',
    aRenderingMessage({ retryAt: after(holdUntil, minutes(9)) }),
    noon,
    `wait ${hours(1)}`,
  ],
  ['a dictation that was not rendered in time', aRenderingMessage(), holdUntil, 'expire'],
  ['a held message', aHeldMessage(), noon, `wait ${hours(1)}`],
  ['a held message, a millisecond before the end', aHeldMessage(), nearlyOver, `wait ${hours(1)}`],
  ['a held message at exactly holdUntil', aHeldMessage(), holdUntil, 'expire'],
  ['a release', aReleasedMessage(), noon, 'deliver'],
  ['a release after the hold', aReleasedMessage(), after(holdUntil, 1), 'deliver'],
  ['a release that was not taken', aReleasedMessage({ retryAt: soon }), noon, `wait ${minutes(1)}`],
  ['a release to be tried again', aReleasedMessage({ retryAt: soon }), soon, 'deliver'],
  [
    'a release to be tried after sendBy',
    aReleasedMessage({ retryAt: after(sendBy, minutes(9)) }),
    noon,
    `wait ${hours(24)}`,
  ],
  ['a release, a millisecond before sendBy', aReleasedMessage(), after(sendBy, -1), 'deliver'],
  ['a release at exactly sendBy', aReleasedMessage(), sendBy, 'give-up'],
  ['a delivery under way', leased, soon, `wait ${minutes(2)}`],
  ['a delivery whose lease has run out', leased, after(noon, minutes(2)), 'lose-claim'],
  ['a discarded message', aDiscardedMessage(), noon, 'erase'],
  ['an expired message', anExpiredMessage(), holdUntil, 'erase'],
  ['a delivered message', aDeliveredMessage(), soon, `wait ${hours(24)}`],
  ['a delivered message after its retention', aDeliveredMessage(), after(noon, hours(24)), 'erase'],
  ['a failed message', aFailedMessage(), soon, `wait ${hours(24)}`],
  ['a failed message after its retention', aFailedMessage(), after(noon, hours(24)), 'erase'],
  ['an unknown message', anUnknownMessage(), soon, `wait ${hours(24)}`],
  ['an unknown message after its retention', anUnknownMessage(), after(noon, hours(24)), 'erase'],
  ...[
    aDiscardedMessage({ erasedAt: soon }),
    anExpiredMessage({ erasedAt: soon }),
    aDeliveredMessage({ erasedAt: soon }),
    aFailedMessage({ erasedAt: soon }),
    anUnknownMessage({ erasedAt: soon }),
  ].map((message): Row => [
    `an erased message (${message.state})`,
    message,
    after(noon, hours(99)),
    'nothing',
  ]),
];

describe('what is due', () => {
  test.each(rows)('the due work of %s', (_, message, now, work) => {
    expect(workOf(message, now)).toBe(work);
  });

  test('the due work is the same when it is computed twice', () => {
    expect(nextWork(aReleasedMessage(), noon)).toEqual(nextWork(aReleasedMessage(), noon));
  });
});

describe('when to look again', () => {
  test('dueAt is now while work is due', () => {
    expect(dueAt(aReleasedMessage(), soon)).toBe(soon);
    expect(dueAt(aHeldMessage(), holdUntil)).toBe(holdUntil);
  });

  test('dueAt is the moment at which waiting ends', () => {
    expect(dueAt(aHeldMessage(), noon)).toBe(holdUntil);
  });

  test('dueAt is undefined once the content is erased', () => {
    expect(dueAt(aDiscardedMessage({ erasedAt: soon }), soon)).toBeUndefined();
  });
});
