import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Sha256 } from '../../../core/household/bytes/sha256.ts';
import { appendLinks, checkTrustList } from '../../../phone/session/check-trust-list.ts';
import { aHousehold, trustOf } from '../../support/builders/a-household.ts';
import {
  aContact,
  aLink,
  aPhone,
  headOfLinks,
  puts,
  type TestPhone,
} from '../../support/builders/builders.ts';
import type { Pairing } from '../../../phone/session/phone-store.ts';
import { aPairing } from '../a-phone-app.ts';

let links: string[];
let paired: Pairing;
let phone: TestPhone;

beforeAll(async () => {
  const household = await aHousehold();
  phone = household.phone;
  ({ links } = await trustOf(household));
  paired = await aPairing(household);
});

describe('a trust list', () => {
  test('an unchanged trust list is valid', async () => {
    expect(await checkTrustList(links, paired)).toHaveProperty('holds');
  });

  test('a trust list with further links is valid', async () => {
    const more = await aLink(phone, links, puts(aContact({ nicknames: ['Mum'] })));
    expect(await checkTrustList([...links, more], paired)).toHaveProperty('holds');
  });

  test('a trust list that lost a link is shorter', async () => {
    expect(await checkTrustList(links.slice(0, -1), paired)).toEqual({ fails: 'shorter' });
  });

  test('a trust list with a replaced last link is rewritten, even by a link of the same phone', async () => {
    const other = await aLink(phone, links.slice(0, 1), puts(aContact({ name: 'Annabel' })));
    expect(await checkTrustList([...links.slice(0, 1), other], paired)).toEqual({ fails: 'rewritten' });
  });

  test('a trust list with a link by a stranger is broken', async () => {
    const strange = await aLink(await aPhone('a stranger'), links, puts(aContact()));
    expect(await checkTrustList([...links, strange], paired)).toEqual({ fails: 'broken' });
  });

  test('a trust list with another first link than the pinned one is broken', async () => {
    const firstLink = 'x'.repeat(43) as Sha256;
    expect(await checkTrustList(links, { ...paired, firstLink })).toEqual({ fails: 'broken' });
  });

  test('a trust list without links is broken', async () => {
    expect(await checkTrustList([], paired)).toEqual({ fails: 'broken' });
  });
});

describe('what came of a trust list', () => {
  const more = () => aLink(phone, links, puts(aContact({ nicknames: ['Mum'] })));

  test('new links continue the known ones if they end in the head', async () => {
    const whole = [...links, await more()];
    const came = { head: headOfLinks(whole), links: whole.slice(2) };
    expect(appendLinks(links, came)).toEqual(whole);
  });

  test('new links are the whole list if none are known', () => {
    expect(appendLinks([], { head: headOfLinks(links), links })).toEqual(links);
  });

  test.each<[string, () => { head: Sha256; links: string[] }]>([
    ['nothing came and the head is another', () => ({ head: headOfLinks(links.slice(0, 1)), links: [] })],
    ['the last link is missing', () => ({ head: 'x'.repeat(43) as Sha256, links: links.slice(1) })],
  ])('new links do not continue the known ones if %s', (_, came) => {
    expect(appendLinks(links, came())).toBeUndefined();
  });

  test('new links that follow fewer links than this phone knows do not continue the list', async () => {
    const shorter = links.slice(0, 1);
    const grown = appendLinks(links, { head: headOfLinks(shorter), links: shorter });
    expect(await checkTrustList(grown ?? [], paired)).toEqual({ fails: 'broken' });
  });
});
