import { describe, expect, test } from '@jest/globals';
import { contactSchema } from '../../../core/household/contact.ts';
import { aContact } from '../../support/builders/builders.ts';

const problemOf = (channel: string, address: string) =>
  contactSchema.safeParse({ ...aContact(), addresses: [{ channel, address }] }).error?.issues[0]?.message;

describe('the address of a Telegram chat', () => {
  test.each(['1', '42', '4503599627370495', ' 42 '])('the Telegram chat %p is taken', address => {
    expect(problemOf('telegram', address)).toBeUndefined();
  });

  test.each(['', '0', '-100123', '042', '4.2', '1e5', '@anna', '+4912345', '１２', '12345678901234567'])(
    'the Telegram chat %p is refused as chat-malformed',
    address => {
      expect(problemOf('telegram', address)).toBe('chat-malformed');
    },
  );
});

describe('the address of a webhook', () => {
  test.each([
    'https://example.org/hook?key=a%20b',
    'http://homeassistant.local:8123/api/webhook/x',
    'https://xn--bcher-kva.example/',
    'https://[2606:4700::1111]/',
  ])('the webhook %p is taken', address => {
    expect(problemOf('webhook', address)).toBeUndefined();
  });

  test.each([
    '',
    'example.org',
    'ftp://example.org/',
    'https://',
    'https:example.org',
    'HTTPS://',
    'file:///etc/passwd',
    'https://user:password@example.org/',
    'https://example.org/#part',
    'https://example.org/a b',
    'https://bücher.example/',
    'https://example.org/\u200b',
    `https://example.org/${'x'.repeat(1_000)}`,
  ])('the webhook %p is refused as webhook-malformed', address => {
    expect(problemOf('webhook', address)).toBe('webhook-malformed');
  });
});
