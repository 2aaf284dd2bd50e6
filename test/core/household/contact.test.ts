import { describe, expect, test } from '@jest/globals';
import { addressDigest, contactSchema } from '../../../core/household/contact.ts';
import { aContact } from '../../support/builders/builders.ts';

const email = (address: string) => ({ channel: 'email', address });
const parse = (more: object) => contactSchema.safeParse({ ...aContact(), ...more });

describe('a contact', () => {
  test('a contact is accepted with spaces around its texts, which are trimmed', () => {
    expect(
      parse({ name: ' Anna ', nicknames: [' Annie'], addresses: [email(' anna@example.org ')] }),
    ).toEqual({
      success: true,
      data: { ...aContact(), nicknames: ['Annie'] },
    });
  });

  test.each<[string, object]>([
    ['without a name', { name: ' ' }],
    ['with a name that is too long to say', { name: 'x'.repeat(61) }],
    ['without an address', { addresses: [] }],
    ['with six addresses', { addresses: Array.from({ length: 6 }, (_, i) => email(`a${i}@example.org`)) }],
    ['with eleven nicknames', { nicknames: Array.from({ length: 11 }, (_, i) => `n${i}`) }],
    ['with something that is no address', { addresses: [email('anna')] }],
    ['with two addresses in one', { addresses: [email('anna@example.org,mallory@example.org')] }],
    ['with a line break in the address', { addresses: [email('anna@example.org\r\nBcc: m@example.org')] }],
    ['with an address that is too long', { addresses: [email(`${'a'.repeat(250)}@example.org`)] }],
    ['over another channel', { addresses: [{ channel: 'fax', address: '123' }] }],
    ['whose id has other letters', { id: 'anna/../tom' }],
    ['whose id is empty', { id: '' }],
    ['that says more than it may', { also: 'this' }],
  ])('a contact %s is refused', (_, more) => {
    expect(parse(more).success).toBe(false);
  });
});

describe('the digest of an address', () => {
  const anna = addressDigest({ channel: 'email', address: 'anna@example.org' });

  test('the digest of an address does not show the address', () => {
    expect(JSON.stringify(anna)).not.toContain('anna');
  });

  test('two spellings of an address have different digests', () => {
    expect(addressDigest({ channel: 'email', address: 'Anna@example.org' })).not.toEqual(anna);
  });
});
