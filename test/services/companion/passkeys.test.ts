import { beforeEach, describe, expect, test } from '@jest/globals';
import { without } from '../../../core/household/without.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import { minutes, seconds } from '../../../core/household/instant.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import type { PasskeyPolicy, SettingsChange } from '../../../core/household/settings.ts';
import type { Held } from '../../../core/message/message.ts';
import { aCompanion, origin } from '../../support/builders/a-companion.ts';
import {
  aHousehold,
  holding,
  type TestHousehold,
  releaseBy,
  trustOf,
} from '../../support/builders/a-household.ts';
import { anAuthenticator } from '../../support/browser/authenticator.ts';
import type { TrustChange } from '../../../core/approval/link.ts';
import {
  aContact,
  aDiscard,
  admits,
  aLink,
  aPhone,
  aStory,
  headOfLinks,
  names,
  puts,
  removes,
  revokes,
  sets,
} from '../../support/builders/builders.ts';

type Finger = ReturnType<typeof anAuthenticator>;
let household: TestHousehold;
let finger: Finger;
let call: ReturnType<typeof aCompanion>['call'];

/** A household with a passkey, that asks for it as the policy says. */
async function aGuardedHousehold(passkeys: PasskeyPolicy): Promise<void> {
  finger = anAuthenticator(origin);
  household = await aHousehold({
    says: [puts(aContact()), { type: 'add-passkey', passkey: finger.passkey }, sets({ passkeys })],
  });
  ({ call } = aCompanion(household));
}

const links = async () => (await call('GET', '/trust')).body['links'] as string[];
const append = async (said: TrustChange, by?: (link: string) => unknown) => {
  const link = await aLink(household.phone, await links(), said);
  return call('POST', '/trust', { link, ...(by && { assertion: by(link) }) });
};
const needed = { status: 403, body: { code: 'passkey-needed' } };
const refused = { status: 403, body: { code: 'passkey-refused' } };

describe('registering a passkey', () => {
  beforeEach(async () => {
    finger = anAuthenticator(origin);
    household = await aHousehold();
    ({ call } = aCompanion(household));
  });
  const register = async (made: unknown) => call('POST', '/passkeys', { registration: made });

  test('a registration gives the credential that the phone then signs into the trust list', async () => {
    const { status, body } = await register(finger.register(headOfLinks(await links())));
    const passkey = without(finger.passkey, 'name');
    expect({ status, body }).toEqual({ status: 200, body: { passkey } });
    expect(
      await append({ type: 'add-passkey', passkey: { ...passkey, name: 'Ben’s finger' } }),
    ).toMatchObject({ status: 200 });
  });

  test.each<[string, (challenge: string) => unknown]>([
    ['for an older trust list', () => finger.register(sha256('older'))],
    ['without a look at its user', challenge => finger.register(challenge, { verified: false })],
    ['on a page elsewhere', challenge => finger.register(challenge, { origin: 'https://evil.example' })],
    ['for another domain', challenge => anAuthenticator(origin, 'evil.example').register(challenge)],
  ])('that was made %s is refused', async (_, made) => {
    expect(await register(made(headOfLinks(await links())))).toMatchObject(refused);
  });

  test.each([undefined, {}, { id: 'x' }, 'text'])(
    'a registration that is %j is refused as body-malformed',
    async made => {
      expect(await register(made)).toMatchObject({ status: 400, body: { code: 'body-malformed' } });
    },
  );
});

describe('a release in a household that asks for a passkey', () => {
  let message: Held;
  let jws: string;
  beforeEach(async () => {
    await aGuardedHousehold('listen');
    message = await holding(household);
    const { nonce } = (await call('POST', `/messages/${message.id}/listen`)).body as { nonce: string };
    household.clock.pass(seconds(10));
    jws = await releaseBy(household, message, { nonce });
  });
  const answer = (assertion?: unknown) =>
    call('POST', `/messages/${message.id}/answer`, { jws, ...(assertion !== undefined && { assertion }) });

  test('a release that requires a passkey is accepted with the assertion over that release', async () => {
    expect(await answer(finger.sign(sha256(jws)))).toMatchObject({
      status: 200,
      body: { message: { state: 'released' } },
    });
  });

  test('a release without its assertion is refused, and the same signature is accepted with it', async () => {
    expect(await answer()).toMatchObject(needed);
    expect(await answer(finger.sign(sha256(jws)))).toMatchObject({ status: 200 });
  });

  test.each<[string, () => unknown]>([
    ['on another release', () => finger.sign(sha256('another'))],
    ['without a look at its user', () => finger.sign(sha256(jws), { verified: false })],
    ['of a stranger', () => anAuthenticator(origin).sign(sha256(jws))],
  ])('is refused with a word %s', async (_, word) => {
    expect(await answer(word())).toMatchObject(refused);
    expect((await call('GET', `/messages/${message.id}`)).body).toMatchObject({ message: { state: 'held' } });
  });

  test('a release with a counter that was seen before is refused, because the passkey may be copied', async () => {
    await append(sets({ undo: 0 }), link => finger.sign(sha256(link), { counter: 5 }));
    expect(await answer(finger.sign(sha256(jws), { counter: 5 }))).toMatchObject(refused);
    expect(await answer(finger.sign(sha256(jws), { counter: 6 }))).toMatchObject({ status: 200 });
  });

  test('a release that is refused for another reason uses no counter, so it can be sent again', async () => {
    const assertion = finger.sign(sha256(jws), { counter: 7 });
    household.documents.tamper(household.household, 'message', message.id, one => ({
      ...one,
      story: aStory(9),
    }));
    expect(await answer(assertion)).toMatchObject({ body: { code: 'story-changed' } });
    household.documents.tamper(household.household, 'message', message.id, one => ({
      ...one,
      story: message.story,
    }));
    expect(await answer(assertion)).toMatchObject({ status: 200 });
  });

  test('a release stores the counter, and whether the passkey is backed up', async () => {
    await answer(finger.sign(sha256(jws), { counter: 9 }));
    expect(await household.documents.get(household.household, 'passkey', finger.id)).toMatchObject({
      counter: 9,
      backedUp: false,
      usedAt: household.clock.now(),
    });
  });

  test('a discard never requires a passkey', async () => {
    const no = await household.phone.sign(aDiscard(message, await trustOf(household)));
    expect(await call('POST', `/messages/${message.id}/answer`, { jws: no })).toMatchObject({ status: 200 });
  });
});

describe('where a passkey is registered, it is asked for', () => {
  beforeEach(() => aGuardedHousehold('never'));

  test.each<[string, () => Promise<TrustChange> | TrustChange]>([
    [
      'before an address is changed',
      () => puts(aContact({ addresses: [{ channel: 'email', address: 'new@example.org' }] })),
    ],
    ['before a contact gets another name', () => puts(aContact({ name: 'Anna B.' }))],
    ['before a contact gets a nickname', () => puts(aContact({ nicknames: ['Annie'] }))],
    ['before a contact is added', () => puts(aContact({ id: 'eve' as ContactId, name: 'Eve' }))],
    ['before a phone is let in', async () => admits(await aPhone('Sara’s phone'))],
    [
      'before another passkey is added',
      () => ({ type: 'add-passkey', passkey: anAuthenticator(origin).passkey }),
    ],
    ['before it is removed', () => ({ type: 'remove-passkey', passkey: finger.id })],
    ...(
      [
        ['the floor is lowered', { floor: 'tap' }],
        ['the time to take back is shortened', { undo: 0 }],
        ['the hold is lengthened', { hold: minutes(120) }],
        ['more is told on a locked phone', { notificationDetail: 'contact' }],
      ] satisfies [string, SettingsChange][]
    ).map(([what, change]): [string, () => TrustChange] => [`before ${what}`, () => sets(change)]),
  ])('%s', async (_, said) => {
    const what = await said();
    expect(await append(what)).toMatchObject(needed);
    expect(await append(what, () => finger.sign(sha256('another link')))).toMatchObject(refused);
    expect(await append(what, link => finger.sign(sha256(link)))).toMatchObject({ status: 200 });
  });

  test.each<[string, () => Promise<TrustChange> | TrustChange]>([
    ['to raise the floor', () => sets({ floor: 'choose' })],
    ['to ask for it more often', () => sets({ passkeys: 'always' })],
    ['to remove a contact', () => removes(aContact())],
    ['to name a phone', () => names(household.phone, 'Kitchen tablet')],
  ])('but not %s', async (_, said) => {
    expect(await append(await said())).toMatchObject({ status: 200 });
  });

  test('revoking a phone requires no passkey, because it must be quick', async () => {
    const sara = await aPhone('Sara’s phone');
    await append(admits(sara), link => finger.sign(sha256(link)));
    expect(await append(revokes(sara))).toMatchObject({ status: 200 });
  });
});

test('a household without a passkey is never required to use one', async () => {
  household = await aHousehold();
  ({ call } = aCompanion(household));
  expect(await append(sets({ floor: 'tap', undo: 0 }))).toMatchObject({ status: 200 });
});
