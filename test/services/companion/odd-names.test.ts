import { beforeEach, describe, expect, test } from '@jest/globals';
import type { TrustChange } from '../../../core/approval/link.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import { offerPairing } from '../../../services/companion/pair-phone.ts';
import { aCompanion } from '../../support/builders/a-companion.ts';
import { aHousehold, type TestHousehold, trustOf } from '../../support/builders/a-household.ts';
import {
  aContact,
  aLink,
  anchor,
  aPhone,
  aRoomId,
  puts,
  recovers,
  theRecovery,
} from '../../support/builders/builders.ts';

/** Names that nobody reads as they are, with the code that they are refused with. */
const ODD: [string, string][] = [
  ['Anna\u202egro.elpmaxe', 'name-hides-characters'],
  ['An\u200bna', 'name-hides-characters'],
  ['\u2800', 'name-hides-characters'],
  ['\u0410nna', 'name-mixes-scripts'],
];
const refused = (code: string) => ({ status: 422, body: { code } });

let household: TestHousehold;
let call: ReturnType<typeof aCompanion>['call'];
beforeEach(async () => {
  household = await aHousehold();
  ({ call } = aCompanion(household));
});

const append = async (said: TrustChange, by = household.phone) =>
  call('POST', '/trust', { link: await aLink(by, (await trustOf(household)).links, said) }, { by });

describe.each(ODD)('the name %j', (name, code) => {
  const shown = JSON.stringify(name);

  test(`a phone that is admitted, renamed or recovers the household does not get the misleading name ${shown}`, async () => {
    const phone = { key: (await aPhone()).jwk, name };
    expect(await append({ type: 'admit-phone', phone })).toMatchObject(refused(code));
    expect(await append({ type: 'rename-phone', phone: household.phone.id, name })).toMatchObject(
      refused(code),
    );
    const recovery = await theRecovery;
    expect(await append(recovers(await aPhone(name), await aPhone()), recovery)).toMatchObject(refused(code));
  });

  test(`a passkey does not get the misleading name ${shown}`, async () => {
    const passkey = {
      id: 'A'.repeat(22),
      key: 'A'.repeat(100),
      origin: 'https://home.example',
      rp: 'home.example',
    };
    expect(await append({ type: 'add-passkey', passkey: { ...passkey, name } })).toMatchObject(refused(code));
  });

  test(`a room does not get the misleading name ${shown}`, async () => {
    const rooms = [{ id: aRoomId(), name: 'Kitchen' }];
    const document = { kind: 'household', household: household.household, id: 'household' } as const;
    await household.documents.put({ ...document, version: 0, rooms }, 0);
    expect(await call('PUT', `/rooms/${aRoomId()}`, { name })).toMatchObject(refused(code));
    expect((await call('GET', '/rooms')).body).toMatchObject({ rooms: [{ name: 'Kitchen' }] });
  });

  test(`a contact does not get the misleading nickname ${shown}`, async () => {
    const contact = aContact({ id: 'tom' as ContactId, name: 'Tom', nicknames: [name] });
    expect((await append(puts(contact))).status).toBe(422);
    expect((await trustOf(household)).links).toHaveLength(2);
  });

  test(`the first phone does not pair with the misleading name ${shown}, and the code stays good`, async () => {
    await household.documents.forget(household.household);
    const random = (bytes: number) => new Uint8Array(bytes);
    const parts = { documents: household.documents, anchor, random };
    const { code: typed } = (await offerPairing(parts, household.household, household.clock.now())) ?? {};
    const [by, { jwk: recovery }] = [await aPhone(), await theRecovery];
    const pair = (called: string) =>
      call('POST', '/pair', { code: typed, phone: { key: by.jwk, name: called }, recovery }, { by });
    expect(await pair(name)).toMatchObject(refused(code));
    expect((await pair('Sara’s phone')).status).toBe(200);
  });

  test(`a further phone is not introduced by the misleading name ${shown}`, async () => {
    const { code: typed } = (await call('POST', '/invitation')).body as { code: string };
    const [by, { jwk: recovery }] = [await aPhone(), await theRecovery];
    const body = { code: typed, phone: { key: by.jwk, name }, recovery };
    expect(await call('POST', '/pair', body, { by })).toMatchObject(refused(code));
    expect((await call('GET', '/invitation')).body).toEqual({});
  });
});

test('a contact whose name looks the same as another’s is refused', async () => {
  const copa = aContact({ id: 'copa' as ContactId, name: 'Copa' });
  expect((await append(puts(copa))).status).toBe(200);
  const other = aContact({ id: 'other' as ContactId, name: '\u0441\u043e\u0440\u0430' });
  expect(await append(puts(other))).toMatchObject(refused('name-looks-taken'));
});

test('a trust list with a name from before names were checked is still believed', async () => {
  const trust = await trustOf(household);
  const renamed = { type: 'rename-phone', phone: household.phone.id, name: 'Sara\u202e' } as const;
  const links = [...trust.links, await aLink(household.phone, trust.links, renamed)];
  await household.documents.put({ ...trust, links }, trust.version);
  expect((await call('GET', '/trust')).body).toEqual({ links });
  expect((await append(puts(aContact({ id: 'tom' as ContactId, name: 'Tom' })))).status).toBe(200);
});
