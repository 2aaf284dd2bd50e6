import { beforeAll, expect, test } from '@jest/globals';
import type { TrustChange } from '../../../core/approval/link.ts';
import type { TrustList } from '../../../core/approval/trust-list.ts';
import { weakensHousehold } from '../../../core/approval/weakens-household.ts';
import type { ContactId, PhoneId } from '../../../core/household/ids.ts';
import { minutes } from '../../../core/household/instant.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import { anAuthenticator } from '../../support/browser/authenticator.ts';
import {
  aContact,
  admits,
  aPhone,
  puts,
  recovers,
  removes,
  sets,
  type TestPhone,
} from '../../support/builders/builders.ts';

const { passkey } = anAuthenticator('https://home.example');
const two = [
  { channel: 'email', address: 'anna@example.org' },
  { channel: 'email', address: 'anna@example.net' },
] as const;
const anna = aContact({ addresses: [...two] });
const bert = aContact({ id: 'bert' as ContactId, name: 'Bert', nicknames: ['Bertie'] });
const atWork = { channel: 'email', address: 'anna@work.example' } as const;
const household = {
  contacts: new Map([anna, bert].map(one => [one.id, one])),
  passkeys: new Map([[passkey.id, passkey]]),
  settings: defaultSettings,
} as unknown as TrustList;
let sara: TestPhone;
let code: TestPhone;
beforeAll(async () => {
  [sara, code] = await Promise.all([aPhone('Sara’s phone'), aPhone()]);
});

const CHANGES: [string, () => TrustChange, boolean][] = [
  ['adds a contact', () => puts(aContact({ id: 'tom' as ContactId })), true],
  ['adds an address to a contact', () => puts({ ...anna, addresses: [...two, atWork] }), true],
  ['replaces an address', () => puts({ ...anna, addresses: [two[0], atWork] }), true],
  ['renames a contact', () => puts({ ...anna, name: 'Anne' }), true],
  ['gives a contact a nickname', () => puts({ ...anna, nicknames: [...anna.nicknames, 'Annie'] }), true],
  ['gives a contact another contact’s name', () => puts({ ...anna, name: bert.name }), true],
  ['writes a name in another way', () => puts({ ...anna, name: anna.name.toUpperCase() }), true],
  ['removes a nickname', () => puts({ ...bert, nicknames: [] }), false],
  ['makes a nickname the name', () => puts({ ...bert, name: 'Bertie', nicknames: ['Bert'] }), false],
  ['removes an address', () => puts({ ...anna, addresses: [two[1]] }), false],
  ['removes a contact', () => removes(anna), false],
  ['admits a phone', () => admits(sara), true],
  ['renames a phone', () => ({ type: 'rename-phone', phone: sara.id, name: 'Sara' }), false],
  ['revokes a phone', () => ({ type: 'revoke-phone', phone: 'phone-2' as PhoneId }), false],
  ['adds a passkey', () => ({ type: 'add-passkey', passkey }), true],
  ['removes a passkey', () => ({ type: 'remove-passkey', passkey: passkey.id }), true],
  ['weakens a setting', () => sets({ floor: 'tap' }), true],
  ['weakens one setting and strengthens another', () => sets({ undo: 0, hold: minutes(5) }), true],
  ['strengthens a setting', () => sets({ floor: 'choose' }), false],
  ['is signed by the recovery code', () => recovers(sara, code), false],
];

test.each(CHANGES)('a change that %s needs a passkey or not', (_, change, needsPasskey) => {
  expect(weakensHousehold(change(), household)).toBe(needsPasskey);
});

test('no change needs a passkey in a household without passkeys', () => {
  const without = { ...household, passkeys: new Map() };
  expect(CHANGES.filter(([, change]) => weakensHousehold(change(), without))).toEqual([]);
});
