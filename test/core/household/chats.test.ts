import { describe, expect, test } from '@jest/globals';
import {
  freshChats,
  householdOfToken,
  offerStart,
  startChat,
  startToken,
} from '../../../core/household/chats.ts';
import type { HouseholdId } from '../../../core/household/ids.ts';
import { after, hours, instant } from '../../../core/household/instant.ts';

const household = 'tN6VoAmIdDIpW1EoJByq-J' as HouseholdId;
const now = instant(1_795_000_000_000);
const day = hours(24);
const tokenOf = (letter: string) => startToken(household, letter.repeat(22));
const none = freshChats(undefined, household, now);
const anna = { address: '42', name: 'Anna', at: now };

describe('start links', () => {
  test('a token names its household and fits into Telegram’s 64 characters', () => {
    const token = tokenOf('x');
    expect([householdOfToken(token), token.length]).toEqual([household, 44]);
    expect(token).toMatch(/^[\w-]{1,64}$/);
  });

  test.each(['', 'short', 'x'.repeat(22), `${'x'.repeat(20)}/${'x'.repeat(22)}`, 'x'.repeat(200)])(
    'the start token %p names no household',
    text => {
      expect(householdOfToken(text)).toBeUndefined();
    },
  );

  test('a link starts one chat, once', () => {
    const offered = offerStart(none, tokenOf('a'), 'Miller', now);
    const started = startChat(offered, tokenOf('a'), anna);
    expect(started).toMatchObject({ name: 'Miller', chats: { started: [anna] } });
    expect(startChat(started?.chats ?? none, tokenOf('a'), { ...anna, address: '43' })).toBeUndefined();
  });

  test('a token that was never offered starts nothing', () => {
    expect(startChat(offerStart(none, tokenOf('a'), 'Miller', now), tokenOf('b'), anna)).toBeUndefined();
  });

  test('the stored form does not contain the token', () => {
    expect(JSON.stringify(offerStart(none, tokenOf('a'), 'Miller', now))).not.toContain('a'.repeat(22));
  });

  test('links and started chats are forgotten after seven days', () => {
    const offered = offerStart(offerStart(none, tokenOf('a'), 'Miller', now), tokenOf('b'), null, now);
    const started = startChat(offered, tokenOf('a'), anna);
    const almost = freshChats(started?.chats, household, after(now, 7 * day - 1));
    expect([almost.links.length, almost.started.length]).toEqual([1, 1]);
    expect(freshChats(started?.chats, household, after(now, 7 * day))).toMatchObject({
      links: [],
      started: [],
    });
  });

  test('the 20 newest links and chats are kept, and a chat that is started again is listed once', () => {
    let chats = none;
    for (let i = 0; i < 25; i++) {
      const token = startToken(household, String(i).padStart(22, '0'));
      chats =
        startChat(offerStart(chats, token, null, now), token, { ...anna, address: String(i % 24) })?.chats ??
        chats;
    }
    expect([chats.started.length, chats.started[0]?.address, chats.started[1]?.address]).toEqual([
      20,
      '0',
      '23',
    ]);
    for (let i = 0; i < 25; i++)
      chats = offerStart(chats, startToken(household, `${i}`.padStart(22, 'x')), null, now);
    expect(chats.links.length).toBe(20);
  });

  test.each([
    ['Anna\u202Eevil', ''],
    ['Аnnа with two alphabets', ''],
    ['', ''],
    ['Ännchen 👩‍👧', 'Ännchen 👩‍👧'],
    ['x'.repeat(300), 'x'.repeat(100)],
  ])('somebody who calls themselves %p is listed as %p', (name, shown) => {
    const started = startChat(offerStart(none, tokenOf('a'), 'Miller', now), tokenOf('a'), { ...anna, name });
    expect(started?.chats.started[0]?.name).toBe(shown);
  });
});
