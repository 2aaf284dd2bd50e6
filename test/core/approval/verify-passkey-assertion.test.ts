import { describe, expect, test } from '@jest/globals';
import { passkeyAssertionSchema } from '../../../core/approval/passkey-assertion.ts';
import { verifyPasskeyAssertion } from '../../../core/approval/verify-passkey-assertion.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import { anAuthenticator } from '../../support/browser/authenticator.ts';

const signed = 'a.signed.release';
const challenge = sha256(signed);
const origin = 'https://home.example';
const finger = anAuthenticator(origin);
const passkeys = new Map([[finger.id, finger.passkey]]);
const refused = { refused: 'passkey-refused' };

describe('a passkey’s assertion as it comes in', () => {
  const assertion = finger.sign(challenge);

  test('an assertion is read as the phone sent it', () => {
    expect(passkeyAssertionSchema.parse(assertion)).toEqual(assertion);
    expect(passkeyAssertionSchema.safeParse({ ...assertion, id: '' }).success).toBe(true);
  });

  test.each([
    ['another character at the beginning', { id: `+${assertion.id}` }],
    ['another character at the end', { rawId: `${assertion.rawId}+` }],
    ['more than 4,000 characters', { id: 'a'.repeat(4_001) }],
    ['no response', { response: undefined }],
    ['a response without a signature', { response: { ...assertion.response, signature: undefined } }],
    ['another type', { type: 'password' }],
  ])('an assertion with %s is refused', (_, change) => {
    expect(passkeyAssertionSchema.safeParse({ ...assertion, ...change }).success).toBe(false);
  });
});

describe('a passkey’s assertion on a JWS', () => {
  test('a passkey’s assertion is accepted and gives its counter', async () => {
    expect(
      await verifyPasskeyAssertion(finger.sign(challenge, { counter: 7 }), { signed, passkeys, counter: 6 }),
    ).toEqual({
      id: finger.id,
      counter: 7,
      backedUp: false,
    });
  });

  test('an assertion without a counter is accepted, because synced passkeys have none', async () => {
    expect(await verifyPasskeyAssertion(finger.sign(challenge), { signed, passkeys })).toMatchObject({
      counter: 0,
    });
  });

  const stranger = anAuthenticator(origin);
  test.each([
    ['on another JWS', finger.sign(sha256('another.signed.release')), 0],
    ['without user verification', finger.sign(challenge, { verified: false }), 0],
    ['from another origin', finger.sign(challenge, { origin: 'https://home.example.evil.example' }), 0],
    ['with a counter that did not grow', finger.sign(challenge, { counter: 7 }), 7],
    ['by an unknown passkey', stranger.sign(challenge), 0],
    [
      'by an unknown passkey with the id of a known one',
      { ...stranger.sign(challenge), id: finger.id, rawId: finger.id },
      0,
    ],
    ['for another domain', { ...anAuthenticator(origin, 'evil.example').sign(challenge), id: finger.id }, 0],
    [
      'with the client data of a registration',
      {
        ...finger.sign(challenge),
        response: {
          ...finger.sign(challenge).response,
          clientDataJSON: finger.register(challenge).response.clientDataJSON,
        },
      },
      0,
    ],
    [
      'that is empty',
      { ...finger.sign(challenge), response: { clientDataJSON: '', authenticatorData: '', signature: '' } },
      0,
    ],
  ])('an assertion %s is refused', async (_, answer, counter) => {
    expect(await verifyPasskeyAssertion(answer, { signed, passkeys, counter })).toEqual(refused);
  });
});
