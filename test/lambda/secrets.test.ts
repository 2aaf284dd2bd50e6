import { describe, expect, test } from '@jest/globals';
import { keyFrom, loadOnce, newKeyText, vapidFrom } from '../../lambda/secrets.ts';

describe.each(['anchor', 'seal'] as const)('the %s key', name => {
  test(`a new ${name} key is read back as the bytes it was made of`, () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, i) => i);
    const text = newKeyText(count => bytes.slice(0, count));
    expect(keyFrom(name, text)).toEqual(bytes);
  });

  test(`a missing ${name} key is refused by its name`, () => {
    expect(() => keyFrom(name, undefined)).toThrow(`${name}-missing`);
  });

  test.each(['', 'short', 'A'.repeat(42), 'A'.repeat(44), '='.repeat(43)])(
    `a stored ${name} key of %j is refused, and the error does not show it`,
    text => {
      expect(() => keyFrom(name, text)).toThrow(
        new RegExp(`^A secret cannot be used: ${name}-malformed\\.$`),
      );
    },
  );
});

describe('the VAPID keys', () => {
  const pair = { publicKey: 'B'.repeat(87), privateKey: 'p'.repeat(43) };

  test('VAPID keys are read back as they were stored', () => {
    expect(vapidFrom(JSON.stringify(pair))).toEqual(pair);
  });

  test('missing VAPID keys are refused as vapid-missing', () => {
    expect(() => vapidFrom(undefined)).toThrow('vapid-missing');
  });

  test.each([
    '',
    '{',
    'null',
    '{}',
    JSON.stringify({ ...pair, privateKey: 'secret-but-short' }),
    JSON.stringify({ ...pair, publicKey: 'public-but-short' }),
  ])('VAPID keys that are stored as %j are refused, and the error does not show them', text => {
    expect(() => vapidFrom(text)).toThrow(/^A secret cannot be used: vapid-malformed\.$/);
  });
});

test('a secret is loaded at its first use, once for all its users', async () => {
  let loads = 0;
  const secret = loadOnce(async () => (loads += 1));
  expect(loads).toBe(0);
  expect(await Promise.all([secret(), secret()])).toEqual([1, 1]);
  expect(await secret()).toBe(1);
});

test('a secret that could not be loaded is loaded again at its next use', async () => {
  let loads = 0;
  const secret = loadOnce(async () => {
    loads += 1;
    if (loads === 1) throw new Error('not yet');
    return loads;
  });
  await expect(secret()).rejects.toThrow('not yet');
  expect(await secret()).toBe(2);
});
