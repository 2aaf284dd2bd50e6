import { expect, test } from '@jest/globals';
import { readContactsAndSettings } from '../../../core/approval/contacts-and-settings.ts';
import { replayTrustList, type TrustList } from '../../../core/approval/trust-list.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import {
  aContact,
  aHouseholdId,
  anchor,
  aPhone,
  aTrustList,
  puts,
  removes,
  sets,
} from '../../support/builders/builders.ts';

const anna = aContact();
const tom = aContact({ id: 'tom' as ContactId, name: 'Tom' });
const says = [puts(anna), puts(tom), puts(anna), removes(tom), sets({ floor: 'choose' }), sets({ undo: 0 })];

test('contacts and settings read without verification are those of the replayed chain, in the same order', async () => {
  const { links } = await aTrustList({ phone: await aPhone(), says });
  const trust = (await replayTrustList(links, aHouseholdId(), { anchor })) as TrustList;
  expect(readContactsAndSettings(links)).toEqual({
    contacts: [...trust.contacts.values()],
    settings: trust.settings,
  });
  expect(trust.settings).toEqual({ ...defaultSettings, floor: 'choose', undo: 0 });
});

test('a link that cannot be decoded is skipped', async () => {
  const { links } = await aTrustList({ phone: await aPhone(), says: [puts(anna)] });
  expect(readContactsAndSettings([...links, 'nonsense'])).toEqual({
    contacts: [anna],
    settings: defaultSettings,
  });
});

test('an empty chain gives no contacts and the default settings', () => {
  expect(readContactsAndSettings([])).toEqual({ contacts: [], settings: defaultSettings });
});
