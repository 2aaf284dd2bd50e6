import { beforeAll, describe, expect, test } from '@jest/globals';
import { type ReceivedRequest, proofLife, verifyProof } from '../../../core/approval/proof.ts';
import type { CryptoKey } from 'jose';
import { signProof, signWithPhoneKey } from '../../../core/approval/jws.ts';
import type { PhoneId } from '../../../core/household/ids.ts';
import { after } from '../../../core/household/instant.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import { aPhone, noon, type TestPhone } from '../../support/builders/builders.ts';

const body = new TextEncoder().encode('{"jws":"…"}');
const request = { method: 'POST', url: 'https://home.example/households/h/messages/m/answer', body };
const arrived: ReceivedRequest = { method: 'POST', urls: ['http://localhost:7920/x', request.url], body };
const JTI = 'a-jti-of-sixteen';

let ben: TestPhone;
let mallory: TestPhone;

beforeAll(async () => {
  [ben, mallory] = await Promise.all([aPhone(), aPhone()]);
});

const verify = (proof: string | undefined, as: Partial<ReceivedRequest> = {}, now = noon) =>
  verifyProof(proof, {
    request: { ...arrived, ...as },
    now,
  });

const claims = { htm: 'POST', htu: request.url, iat: noon / 1_000, jti: JTI, body_digest: sha256(body) };
const signed = (said: object, as: { phone?: PhoneId; key?: CryptoKey; jwk?: object } = {}) =>
  signProof({ ...claims, ...said }, { phone: ben.id, key: ben.key, jwk: ben.jwk, ...(as as object) });

describe('a proof', () => {
  test('a proof gives the phone, its jti and when it is stale', async () => {
    const staleAt = after(noon, proofLife);
    expect(await verify(await ben.prove(request, noon, JTI))).toEqual({ phone: ben.id, jti: JTI, staleAt });
  });

  test('a proof is accepted for each origin of the server', async () => {
    const proof = await ben.prove({ ...request, url: 'http://localhost:7920/x' }, noon);
    expect(await verify(proof)).toMatchObject({ phone: ben.id });
  });

  test('a proof for a request without a body is refused for a request with one', async () => {
    const none = { ...request, body: new Uint8Array() };
    expect(await verify(await ben.prove(none, noon), { body: none.body })).toMatchObject({ phone: ben.id });
    expect(await verify(await ben.prove(none, noon))).toEqual({ refused: 'proof-of-another-request' });
  });

  test.each<[string, () => Promise<string | undefined>, string]>([
    ['it is missing', async () => undefined, 'proof-missing'],
    ['it is empty', async () => '', 'proof-missing'],
    ['it is not a JWS', async () => 'a.b.c', 'proof-invalid'],
    [
      'another key signed it in the name of a paired phone',
      () => signed({}, { key: mallory.key, jwk: mallory.jwk }),
      'proof-invalid',
    ],
    [
      'it has a paired phone’s key and is signed by another',
      () => signed({}, { key: mallory.key }),
      'proof-invalid',
    ],
    [
      'it has no key',
      () => signWithPhoneKey(claims, 'dpop+jwt', { phone: ben.id, key: ben.key }),
      'proof-invalid',
    ],
    ['its key has a private part', () => signed({}, { jwk: { ...ben.jwk, d: 'secret' } }), 'proof-invalid'],
    ['its key is of another curve', () => signed({}, { jwk: { ...ben.jwk, crv: 'P-384' } }), 'proof-invalid'],
    [
      'it was signed as a statement',
      () => signWithPhoneKey(claims, 'second-yes-statement', { phone: ben.id, key: ben.key }),
      'proof-invalid',
    ],
    ['its jti is too short', () => signed({ jti: 'fifteen-letters' }), 'proof-invalid'],
    ['its jti is too long', () => signed({ jti: 'x'.repeat(65) }), 'proof-invalid'],
    ['it has an unknown claim', () => signed({ also: 'this' }), 'proof-invalid'],
    ['it has no time', () => signed({ iat: undefined }), 'proof-invalid'],
    ['it does not cover the body', () => signed({ body_digest: undefined }), 'proof-invalid'],
    ['its time is text', () => signed({ iat: String(claims.iat) }), 'proof-invalid'],
    ['it is of another method', () => signed({ htm: 'GET' }), 'proof-of-another-request'],
    ['it is of another address', () => signed({ htu: `${request.url}/` }), 'proof-of-another-request'],
    [
      'it is of another host',
      () => signed({ htu: request.url.replace('household', 'mallory') }),
      'proof-of-another-request',
    ],
    ['it is of another body', () => signed({ body_digest: sha256('{}') }), 'proof-of-another-request'],
    ['it has another base64url spelling', async () => `${await signed({})}==`, 'proof-invalid'],
  ])('a proof is refused if %s', async (_, proof, refused) => {
    expect(await verify(await proof())).toEqual({ refused });
  });

  test('a proof is accepted for less than a minute before and after its time', async () => {
    const proof = await ben.prove(request, noon);
    for (const early of [-1, 1]) {
      expect(await verify(proof, {}, after(noon, early * (proofLife - 1)))).toMatchObject({ phone: ben.id });
      expect(await verify(proof, {}, after(noon, early * proofLife))).toEqual({ refused: 'proof-stale' });
    }
  });
});
