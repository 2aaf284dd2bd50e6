import { beforeEach, describe, expect, test } from '@jest/globals';
import type { MessageView } from '../../../../core/api/message-routes.ts';
import { seconds } from '../../../../core/household/instant.ts';
import {
  hasListenedEnough,
  hasStatedLength,
  sumPlayed,
} from '../../../../phone/messages/player/listening.ts';
import type { Session } from '../../../../phone/session/session.ts';
import type { TestHousehold } from '../../../support/builders/a-household.ts';
import { aSessionWithMessage, type SessionWithMessage } from '../../../support/builders/a-phone-session.ts';

test.each([
  ['played to the end', { elapsed: 4_000, played: 4_000, ended: true }, true],
  ['played at double speed', { elapsed: 2_000, played: 4_000, ended: true }, true],
  ['played half', { elapsed: 2_000, played: 2_000, ended: false }, true],
  ['played a little less than half', { elapsed: 4_000, played: 1_999, ended: false }, false],
  ['ended before half its time has passed', { elapsed: 1_999, played: 4_000, ended: true }, false],
  ['left lying', { elapsed: 60_000, played: 0, ended: false }, false],
  [
    'played half and cannot be decoded',
    { isKnown: false, elapsed: 4_000, played: 3_999, ended: false },
    false,
  ],
  [
    'played to the end and cannot be decoded',
    { isKnown: false, elapsed: 4_000, played: 4_000, ended: true },
    true,
  ],
])('a recording of four seconds that was %s: %j', (_, listened, enough) => {
  expect(hasListenedEnough({ duration: 4_000, isKnown: true, ...listened })).toBe(enough);
});

test('skipped parts do not count as played', () => {
  expect(
    sumPlayed([
      [0, 1.5],
      [3, 4],
    ]),
  ).toBe(2.5);
});

test.each([
  [4_000, 4_000, true],
  [4_060, 4_000, true],
  [120_000, 112_000, true],
  [4_000, 2, false],
  [4_000, 8_000, false],
  [120_000, 100_000, false],
])('audio of %d ms in a message that says %d ms has the stated length: %p', (decoded, stated, has) => {
  expect(hasStatedLength(decoded, stated)).toBe(has);
});

describe('listening in a session', () => {
  let home: TestHousehold;
  let session: Session;
  let viewed: SessionWithMessage['viewed'];

  beforeEach(async () => {
    ({ home, session, viewed } = await aSessionWithMessage());
  });

  test('listening to less than half gives no nonce for a release', async () => {
    await session.listenings.start(viewed());
    home.clock.pass(seconds(1));
    session.listenings.recordProgress(viewed(), 1_000, false);
    expect(session.listenings.getReleaseNonce(viewed())).toBeUndefined();
  });

  test('a recording that is longer than its message says must be heard by its real length', async () => {
    const view = viewed();
    const recording = { ...(view.recording as NonNullable<MessageView['recording']>), duration: 2 };
    const shortened = { ...view, recording };
    await session.listenings.start(shortened);
    session.listenings.recordLength(recording.digest, 4_000);
    home.clock.pass(400);
    session.listenings.recordProgress(shortened, 400, false);
    expect(session.listenings.getReleaseNonce(shortened)).toBeUndefined();
    expect(session.listenings.measureHeard(shortened)).toBe(0.2);
    home.clock.pass(1_600);
    session.listenings.recordProgress(shortened, 2_000, false);
    expect(session.listenings.getReleaseNonce(shortened)).toBeDefined();
  });
});
