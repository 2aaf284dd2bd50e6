import { beforeEach, describe, expect, test } from '@jest/globals';
import { base64url } from 'jose';
import type { PublicKey } from '../../../../core/approval/jws.ts';
import type { TrustChange } from '../../../../core/approval/link.ts';
import { offerPairing } from '../../../../services/companion/pair-phone.ts';
import { aCompanion } from '../../../support/builders/a-companion.ts';
import { aHousehold, type TestHousehold, trustOf } from '../../../support/builders/a-household.ts';
import {
  admits,
  aLink,
  anchor,
  aPhone,
  recovers,
  revokes,
  type TestPhone,
  theRecovery,
} from '../../../support/builders/builders.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** The other spellings of a coordinate: its last letter has two unused bits. */
const spellingsOf = (text: string): string[] =>
  [1, 2, 3].map(unused => text.slice(0, -1) + ALPHABET[ALPHABET.indexOf(text.at(-1) ?? '') + unused]);

let household: TestHousehold;
let sara: TestPhone;
let call: ReturnType<typeof aCompanion>['call'];
beforeEach(async () => {
  sara = await aPhone('Sara’s phone');
  household = await aHousehold({ says: [admits(sara)] });
  ({ call } = aCompanion(household));
});

const append = async (said: TrustChange, by = household.phone) =>
  call('POST', '/trust', { link: await aLink(by, (await trustOf(household)).links, said) }, { by });
const admitting = (key: PublicKey): TrustChange => ({
  type: 'admit-phone',
  phone: { key, name: 'Once more' },
});

/** Coordinates that no point of the curve has. */
const NO_POINTS: [string, (key: PublicKey) => Partial<PublicKey>][] = [
  ['zero', () => ({ x: 'A'.repeat(43), y: 'A'.repeat(43) })],
  ['made up', () => ({ x: base64url.encode(new Uint8Array(32).fill(7)) })],
  ['swapped', ({ x, y }) => ({ x: y, y: x })],
  ['above the field', () => ({ x: base64url.encode(new Uint8Array(32).fill(255)) })],
];
const refused = { status: 422, body: { code: 'link-refused' } };

describe('A revoked phone', () => {
  test('a revoked phone is not admitted again, in no spelling of its key', async () => {
    expect((await append(revokes(sara))).status).toBe(200);
    const { jwk } = sara;
    for (const key of [
      jwk,
      ...spellingsOf(jwk.x).map(x => ({ ...jwk, x })),
      ...spellingsOf(jwk.y).map(y => ({ ...jwk, y })),
      { ...jwk, x: `${jwk.x}=` },
      { ...jwk, x: `A${jwk.x}` },
    ])
      expect(await append(admitting(key))).toMatchObject(refused);
  });
});

describe('A key that is no point on the curve', () => {
  test.each(NO_POINTS)('a phone with coordinates that are %s is not admitted', async (_, change) => {
    const { jwk } = await aPhone();
    expect(await append(admitting({ ...jwk, ...change(jwk) }))).toMatchObject(refused);
  });

  test.each(NO_POINTS)(
    'a recovery does not take a recovery code with coordinates that are %s',
    async (_, change) => {
      const [next, recovery] = [await aPhone(), await theRecovery];
      const odd = { ...next, jwk: { ...next.jwk, ...change(next.jwk) } };
      expect(await append(recovers(await aPhone(), odd), recovery)).toMatchObject(refused);
      expect(await append(recovers(odd, next), recovery)).toMatchObject(refused);
    },
  );

  test.each(NO_POINTS)(
    'the first phone does not pair with a recovery code whose coordinates are %s',
    async (_, change) => {
      await household.documents.forget(household.household);
      const random = (bytes: number) => new Uint8Array(bytes);
      const parts = { documents: household.documents, anchor, random };
      const { code } = (await offerPairing(parts, household.household, household.clock.now())) ?? {};
      const { jwk } = await theRecovery;
      const phone = { key: sara.jwk, name: sara.name };
      const pair = (recovery: PublicKey) => call('POST', '/pair', { code, phone, recovery }, { by: sara });
      expect((await pair({ ...jwk, ...change(jwk) })).body['code']).toBe('body-malformed');
      expect((await pair(jwk)).status).toBe(200);
    },
  );
});
