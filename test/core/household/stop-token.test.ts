import { expect, test } from '@jest/globals';
import { addressDigest } from '../../../core/household/contact.ts';
import type { HouseholdId } from '../../../core/household/ids.ts';
import { readStopToken, stopKeyFrom, stopUrl } from '../../../core/household/stop-token.ts';

const key = stopKeyFrom(new Uint8Array(32).fill(7));
const stoppable = {
  household: 'millers' as HouseholdId,
  address: addressDigest({ channel: 'email', address: 'anna@example.org' }),
};
const url = stopUrl('https://home.example.org', stoppable, key);
const token = url.slice(url.lastIndexOf('/') + 1);

test('the token at the end of a stop address names the household and the address that it was made for', () => {
  expect(url).toMatch(/^https:\/\/home\.example\.org\/stop\/[\w.-]+$/);
  expect(readStopToken(token, key)).toEqual(stoppable);
});

test('a stop address contains nothing of the address that it stops', () => {
  expect(url).not.toMatch(/anna|example\.org.*example\.org/);
});

test('a stop token with any other character in it names nobody', () => {
  for (let i = 0; i < token.length; i++) {
    const other = token[i] === 'A' ? 'B' : 'A';
    expect(readStopToken(token.slice(0, i) + other + token.slice(i + 1), key)).toBeUndefined();
  }
});

test.each(['', '.', '...', token.slice(0, -1), `${token}A`, `${token}.${token}`, token.replace('.', '')])(
  'the malformed stop token %j names nobody',
  malformed => expect(readStopToken(malformed, key)).toBeUndefined(),
);

test('a stop token of another installation names nobody', () => {
  expect(readStopToken(token, stopKeyFrom(new Uint8Array(32).fill(8)))).toBeUndefined();
});

test('the key of stop tokens is not the key of the seals', () => {
  const sealKey = new Uint8Array(32).fill(7);
  expect(stopKeyFrom(sealKey)).not.toEqual(sealKey);
  expect(readStopToken(token, sealKey)).toBeUndefined();
});
