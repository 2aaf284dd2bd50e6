import { beforeEach, describe, expect, test } from '@jest/globals';
import { chatKeeper } from '../../../../services/companion/keep-chats.ts';
import { addressDigest } from '../../../../core/household/contact.ts';
import { hours } from '../../../../core/household/instant.ts';
import { aCompanion } from '../../../support/builders/a-companion.ts';
import { aHousehold, type TestHousehold } from '../../../support/builders/a-household.ts';

let household: TestHousehold;
let call: ReturnType<typeof aCompanion>['call'];

beforeEach(async () => {
  household = await aHousehold();
  ({ call } = aCompanion(household));
});

async function tokenOffered(): Promise<string> {
  const { body } = await call('POST', '/chats/link');
  return new URL(String(body['link'])).searchParams.get('start') ?? '';
}
const keeper = () =>
  chatKeeper({
    documents: household.documents,
    clock: household.clock.now,
    only: household.household,
  });
const starts = (token: string, address = '42') => keeper().start(token, { address, name: 'Anna' });
const listed = async () => (await call('GET', '/chats')).body['chats'];

describe('a chat with the bot', () => {
  test('a chat that was started by the household’s link is listed for its phones', async () => {
    expect(await listed()).toEqual([]);
    expect(await starts(await tokenOffered())).toEqual({ household: null });
    expect(await listed()).toMatchObject([{ address: '42', name: 'Anna' }]);
  });

  test('a link starts one chat, and an older link still works', async () => {
    const [older, newer] = [await tokenOffered(), await tokenOffered()];
    expect(await starts(newer)).toEqual({ household: null });
    expect(await starts(newer, '43')).toBe('unknown');
    expect(await starts(older, '44')).toEqual({ household: null });
  });

  test('a link that two chats use at once starts one of them', async () => {
    const token = await tokenOffered();
    const both = await Promise.all([starts(token, '42'), starts(token, '43')]);
    expect(both.filter(answer => answer === 'unknown')).toHaveLength(1);
    expect(await listed()).toHaveLength(1);
  });

  test('a link that its chat uses again starts nothing and allows no messages that were stopped since', async () => {
    const token = await tokenOffered();
    await starts(token);
    await stops('42');
    expect(await starts(token)).toBe('unknown');
    expect(await stopped()).toEqual([[true, 'telegram']]);
  });

  test.each(['', 'x', '%00', '../..', 'a'.repeat(64), '🙂'.repeat(16)])(
    'the text %j is no link and starts nothing',
    async token => {
      expect(await starts(token)).toBe('unknown');
      expect(await listed()).toEqual([]);
    },
  );

  test('a link of seven days ago starts nothing', async () => {
    const token = await tokenOffered();
    household.clock.pass(hours(7 * 24));
    expect(await starts(token)).toBe('unknown');
  });

  test('a token of another household starts nothing and stores nothing', async () => {
    const token = await tokenOffered();
    expect(await starts(`another-household-of-us${token.slice(-22)}`)).toBe('unknown');
    expect(await listed()).toEqual([]);
  });

  const stops = (address: string) => keeper().stop(address);
  const stopped = async () =>
    (await household.documents.get(household.household, 'consent', 'consent'))?.addresses.map(
      ({ digest, stopped: how }) => [
        digest === addressDigest({ channel: 'telegram', address: '42' }).digest,
        how?.by,
      ],
    );

  test('a stop of a started chat is kept, and a new start by a new link ends it', async () => {
    await starts(await tokenOffered());
    expect(await stops('42')).toBe(true);
    expect(await stopped()).toEqual([[true, 'telegram']]);
    await starts(await tokenOffered());
    expect(await stopped()).toEqual([[true, undefined]]);
  });

  test('a stop of a chat that the household does not know is not kept, so that strangers fill nothing', async () => {
    expect(await stops('4242')).toBe(false);
    expect(await stopped()).toBeUndefined();
  });

  test('only a phone of the household gets a link', async () => {
    expect((await call('POST', '/chats/link', undefined, { by: null })).status).toBe(401);
    expect((await call('GET', '/chats', undefined, { by: null })).status).toBe(401);
  });

  test.each([
    ['there is no bot', undefined],
    ['Telegram does not answer', () => Promise.reject(new Error('secret'))],
  ])('a chat link is refused as chat-off and not kept where %s', async (_, chatBot) => {
    const companion = aCompanion(household, { chatBot });
    const answered = await companion.call('POST', '/chats/link');
    expect([answered.status, answered.body['code']]).toEqual([409, 'chat-off']);
    expect(companion.lines.join()).not.toContain('secret');
    expect(await household.documents.get(household.household, 'chats', 'chats')).toBeUndefined();
  });

  test('the phone learns which channels are set up', async () => {
    expect((await call('GET', '/server')).body['channels']).toEqual(['email', 'telegram']);
  });

  test('erasing the household erases its links and started chats', async () => {
    await starts(await tokenOffered());
    await household.documents.forget(household.household);
    expect(await household.documents.list(household.household, 'chats')).toEqual([]);
  });
});
