import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ContactId } from '../../../../core/household/ids.ts';
import { hours } from '../../../../core/household/instant.ts';
import { sha256 } from '../../../../core/household/bytes/sha256.ts';
import type { Held } from '../../../../core/message/message.ts';
import type { Document } from '../../../../services/ports/documents.ts';
import { aCompanion } from '../../../support/builders/a-companion.ts';
import { aHousehold, holding, type TestHousehold, trustOf } from '../../../support/builders/a-household.ts';
import {
  aContact,
  admits,
  aLink,
  aPhone,
  headOfLinks,
  noon,
  puts,
  removes,
} from '../../../support/builders/builders.ts';

let household: TestHousehold;
let message: Held;
let call: ReturnType<typeof aCompanion>['call'];

beforeEach(async () => {
  household = await aHousehold();
  message = await holding(household);
  ({ call } = aCompanion(household));
});

const refused = (status: number, code: string) => ({ status, body: { code } });

/** All that is stored but proofs, which every request leaves. */
const kept = (): Document[] => household.documents.everything().filter(({ kind }) => kind !== 'proof');

describe('the trust list', () => {
  const tom = aContact({ id: 'tom' as ContactId, name: 'Tom' });
  const linkFor = async (said = puts(tom), more = {}) =>
    aLink(household.phone, (await trustOf(household)).links, said, more);

  test('the trust list is given as it is stored', async () => {
    const { links } = await trustOf(household);
    expect((await call('GET', '/trust')).body).toEqual({ links });
  });

  test.each([
    ['the one that is missing', '?known=1', 1],
    ['none to a phone that knows all', '?known=2', 2],
    ['all to a phone that knows none', '?known=0', 0],
    ['all to a phone that says nothing', '', 0],
    ['all to a phone that knows more than there are', '?known=3', 0],
    ['all to a phone that knows beyond all numbers', `?known=${'9'.repeat(400)}`, 0],
    ['all for a number below zero', '?known=-1', 0],
    ['all for half a link', '?known=1.5', 0],
    ['all for a number in other letters', '?known=0x1', 0],
    ['all for what is no number', '?known=one', 0],
    ['all for nothing', '?known=', 0],
    ['the one that is missing beside older messages', '?before=01JZ&known=1', 1],
  ])('the list of messages brings links of the trust list: %s', async (_, query, from) => {
    const { links } = await trustOf(household);
    expect(links).toHaveLength(2);
    expect(await call('GET', `/messages${query}`)).toMatchObject({
      status: 200,
      body: { messages: [{ id: message.id }], trust: { head: headOfLinks(links), links: links.slice(from) } },
    });
  });

  test('a link of a paired phone is appended', async () => {
    const { links } = await trustOf(household);
    const link = await linkFor();
    expect(await call('POST', '/trust', { link })).toMatchObject({
      status: 200,
      body: { links: [...links, link] },
    });
    expect(await trustOf(household)).toMatchObject({ version: 2, links: [...links, link] });
  });

  test('the same link sent again changes nothing', async () => {
    const link = await linkFor();
    const first = await call('POST', '/trust', { link });
    expect(await call('POST', '/trust', { link })).toMatchObject({ status: 200, body: first.body });
    expect(await trustOf(household)).toMatchObject({ version: 2 });
  });

  test.each([noon + hours(24), noon - hours(24)])(
    'a link with the time %d, a day from now, is appended',
    async at => {
      const link = await linkFor(puts(tom), { at });
      expect((await call('POST', '/trust', { link })).status).toBe(200);
    },
  );

  test('one of two links with the same predecessor is appended, and the other is refused as trust-list-changed', async () => {
    const both = [await linkFor(), await linkFor(removes(aContact()))];
    const answers = await Promise.all(both.map(link => call('POST', '/trust', { link })));
    // Which of them is faster is nobody's promise.
    const ends = answers.map(({ status, body }) => body.code ?? String(status));
    expect(new Set(ends)).toEqual(new Set(['200', 'trust-list-changed']));
    expect((await trustOf(household)).links).toHaveLength(3);
  });

  test.each([
    [
      'whose name sounds the same when spoken',
      aContact({ id: 'anna-2' as ContactId, name: 'Án-na' }),
      'name-taken',
    ],
    ['whose name cannot be said', { ...tom, name: '😀' }, 'name-unsayable'],
    ['with a nickname that cannot be said', { ...tom, nicknames: ['?!'] }, 'name-unsayable'],
  ])('a contact %s is refused', async (_, contact, code) => {
    const before = kept();
    const link = await linkFor(puts(contact));
    expect(await call('POST', '/trust', { link })).toMatchObject(refused(422, code));
    expect(kept()).toEqual(before);
  });

  test('a contact may be changed and keep its name', async () => {
    const link = await linkFor(puts(aContact({ nicknames: ['Annie'] })));
    expect(await call('POST', '/trust', { link })).toMatchObject({ status: 200 });
  });

  test.each<[string, number, string, () => Promise<string>]>([
    [
      'of a foreign phone',
      422,
      'link-refused',
      async () => aLink(await aPhone(), (await trustOf(household)).links, puts(tom)),
    ],
    ['that says something unknown', 422, 'link-refused', () => linkFor(puts(tom), { type: 'admit' })],
    ['of another household', 422, 'link-refused', () => linkFor(puts(tom), { household: 'household-2' })],
    [
      'with something that is no address',
      422,
      'link-refused',
      () => linkFor(puts({ ...tom, addresses: [{ channel: 'email', address: 'tom' }] })),
    ],
    ...[1e300, 9e15, 8.64e15, -1, noon + hours(24) + 1, noon - hours(24) - 1].map(
      (at): [string, number, string, () => Promise<string>] => [
        `with the time ${at}`,
        422,
        'link-refused',
        async () => linkFor(admits(await aPhone()), { at }),
      ],
    ),
    ['that follows another', 409, 'trust-list-changed', () => linkFor(puts(tom), { prev: sha256('other') })],
    ['that is no link', 409, 'trust-list-changed', async () => 'nonsense'],
  ])('a link %s is refused', async (_, status, code, link) => {
    const before = kept();
    expect(await call('POST', '/trust', { link: await link() })).toMatchObject(refused(status, code));
    expect(kept()).toEqual(before);
  });
});
