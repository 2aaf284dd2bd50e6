import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { base64url } from 'jose';
import {
  isPointOnCurve,
  publicKeySchema,
  verifyJws,
  phoneIdOf,
  decodeUnverified,
  sealWithAnchorKey,
  signWithPhoneKey,
} from '../../../core/approval/jws.ts';
import { anchor, aPhone, otherAnchor, type TestPhone } from '../../support/builders/builders.ts';

const TYPE = 'second-yes-statement';
const payload = { says: 'release' };

let ben: TestPhone;
let eva: TestPhone;
let jws: string;

beforeAll(async () => {
  [ben, eva] = await Promise.all([aPhone(), aPhone()]);
  // Signatures are random; one is looked for whose spelling differs between base64's two alphabets.
  do jws = await signWithPhoneKey(payload, TYPE, { phone: ben.id, key: ben.key });
  while (!/[-_]/.test(jws));
});

const encoded = (value: unknown) => base64url.encode(JSON.stringify(value));
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Every spelling of the last character that stands for the same bytes. */
const respellings = (text: string, unusedBits: number) =>
  Array.from({ length: 2 ** unusedBits - 1 }, (_, i) => {
    const last = LETTERS.indexOf(text.at(-1) as string);
    return text.slice(0, -1) + LETTERS[last ^ (i + 1)];
  });

test('the id of a phone is the RFC 7638 thumbprint of its key (the vector of RFC 9449 §6.1)', async () => {
  const key = {
    kty: 'EC',
    crv: 'P-256',
    x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
    y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
  } as const;
  expect(phoneIdOf(key)).toBe('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I');
});

test.each([
  ['a coordinate with another character at its beginning', { x: `+${'a'.repeat(43)}` }],
  ['a coordinate with another character at its end', { y: `${'a'.repeat(43)}+` }],
  ['a coordinate of 44 characters', { x: 'a'.repeat(44) }],
  ['another curve', { crv: 'P-384' }],
  ['a private part', { d: 'a'.repeat(43) }],
])('a public key with %s is refused', (_, change) => {
  expect(publicKeySchema.safeParse(ben.jwk).success).toBe(true);
  expect(publicKeySchema.safeParse({ ...ben.jwk, ...change }).success).toBe(false);
});

describe('what a phone signed', () => {
  test('a JWS of a phone is verified with the phone’s key', async () => {
    expect(await verifyJws(jws, TYPE, ben.jwk)).toEqual(payload);
  });

  test('a JWS of a phone names the phone and the type', () => {
    expect(decodeUnverified(jws)).toEqual({ header: { alg: 'ES256', typ: TYPE, kid: ben.id }, payload });
  });

  test('a JWS is refused with another key', async () => {
    expect(await verifyJws(jws, TYPE, eva.jwk)).toBeUndefined();
  });

  test('a JWS is refused as another type', async () => {
    expect(await verifyJws(jws, 'dpop+jwt', ben.jwk)).toBeUndefined();
  });

  test('a JWS with one changed bit in any part is refused', async () => {
    const parts = jws.split('.').map(part => base64url.decode(part));
    const opened: unknown[] = [];
    for (const [index, bytes] of parts.entries())
      for (let bit = 0; bit < bytes.length * 8; bit += 5) {
        const flipped = bytes.slice();
        flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
        const text = parts.map((part, i) => base64url.encode(i === index ? flipped : part)).join('.');
        opened.push(await verifyJws(text, TYPE, ben.jwk));
      }
    expect(opened.length).toBeGreaterThan(100);
    expect(opened.filter(one => one !== undefined)).toEqual([]);
  });

  test.each<[string, () => string[]]>([
    ['with other unused bits at its end', () => respellings(jws, 4)],
    ['with padding', () => [`${jws}==`]],
    ['with a line break', () => [`${jws}\n`, ` ${jws}`, jws.replace('.', '.\n')]],
    ['in the other base64 alphabet', () => [jws.replaceAll('-', '+').replaceAll('_', '/')]],
    ['with a part too many or too few', () => [`${jws}.`, jws.slice(0, jws.lastIndexOf('.')), '', '..']],
  ])('a JWS that is spelled %s is refused', async (_, spellings) => {
    const others = spellings().filter(one => one !== jws);
    expect(others.length).toBeGreaterThan(0);
    for (const one of others) expect(await verifyJws(one, TYPE, ben.jwk)).toBeUndefined();
  });
});

describe('the verifier chooses the algorithm, not the JWS', () => {
  test('an unsigned JWS (alg none) is refused', async () => {
    const none = `${encoded({ alg: 'none', typ: TYPE, kid: ben.id })}.${encoded(payload)}.`;
    expect(await verifyJws(none, TYPE, ben.jwk)).toBeUndefined();
  });

  test('a JWS with an HMAC under the public key is refused', async () => {
    const input = `${encoded({ alg: 'HS256', typ: TYPE, kid: ben.id })}.${encoded(payload)}`;
    const mac = createHmac('sha256', JSON.stringify(ben.jwk)).update(input).digest('base64url');
    expect(await verifyJws(`${input}.${mac}`, TYPE, ben.jwk)).toBeUndefined();
  });

  test('a phone’s signature is refused as a seal', async () => {
    expect(await verifyJws(jws, TYPE, anchor)).toBeUndefined();
  });

  test('a seal is refused as a phone’s signature', async () => {
    expect(await verifyJws(await sealWithAnchorKey(payload, TYPE, anchor), TYPE, ben.jwk)).toBeUndefined();
  });
});

describe('what the anchor key sealed', () => {
  test('a seal is verified with the anchor key and its own type only', async () => {
    const sealed = await sealWithAnchorKey(payload, 'second-yes-first-link', anchor);
    expect(await verifyJws(sealed, 'second-yes-first-link', anchor)).toEqual(payload);
    expect(await verifyJws(sealed, 'second-yes-first-link', otherAnchor)).toBeUndefined();
    expect(await verifyJws(sealed, 'second-yes-link', anchor)).toBeUndefined();
  });
});

test.each(['', '.', '...', 'a.b.c', 'nonsense', `${base64url.encode('[]')}.${base64url.encode('1')}.x`])(
  'decoding or verifying %j gives undefined and does not throw',
  async text => {
    expect(await verifyJws(text, TYPE, anchor)).toBeUndefined();
    expect(decodeUnverified(text)).toBeUndefined();
  },
);

test('a signature is verified with its own key, however many keys came between', async () => {
  const [ben, sara] = [await aPhone(), await aPhone('Sara’s phone')];
  const signed = await signWithPhoneKey({ a: 1 }, 'second-yes-link', { phone: ben.id, key: ben.key });
  for (const key of [ben.jwk, sara.jwk, ben.jwk])
    expect(await verifyJws(signed, 'second-yes-link', key)).toEqual(key === ben.jwk ? { a: 1 } : undefined);
  for (let keys = 0; keys <= 1_000; keys += 1) expect(await isPointOnCurve((await aPhone()).jwk)).toBe(true);
  expect(await verifyJws(signed, 'second-yes-link', ben.jwk)).toEqual({ a: 1 });
  expect(await verifyJws(signed, 'second-yes-link', sara.jwk)).toBeUndefined();
});
