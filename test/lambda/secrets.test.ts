import { describe, expect, test } from '@jest/globals';
import { anchorFrom, anchorText, vapidFrom } from '../../lambda/secrets.ts';

describe('The anchor key', () => {
  test('is read as it was made', () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, i) => i);
    const text = anchorText(count => bytes.slice(0, count));
    expect(anchorFrom(text)).toEqual(bytes);
  });

  test('that nobody has made is said to be missing', () => {
    expect(() => anchorFrom(undefined)).toThrow('anchor-missing');
  });

  test.each(['', 'short', 'A'.repeat(42), 'A'.repeat(44), '='.repeat(43)])(
    'is refused as %j, and the refusal does not show it',
    text => {
      expect(() => anchorFrom(text)).toThrow(/^A secret cannot be used: anchor-malformed\.$/);
    },
  );
});

describe('The keys for push services', () => {
  const pair = { publicKey: 'B'.repeat(87), privateKey: 'p'.repeat(43) };

  test('are read as they were made', () => {
    expect(vapidFrom(JSON.stringify(pair))).toEqual(pair);
  });

  test('that nobody has made are said to be missing', () => {
    expect(() => vapidFrom(undefined)).toThrow('vapid-missing');
  });

  test.each([
    '',
    '{',
    'null',
    '{}',
    JSON.stringify({ ...pair, privateKey: 'secret-but-short' }),
    JSON.stringify({ ...pair, publicKey: 'public-but-short' }),
  ])('are refused as %j, and the refusal does not show them', text => {
    expect(() => vapidFrom(text)).toThrow(/^A secret cannot be used: vapid-malformed\.$/);
  });
});
