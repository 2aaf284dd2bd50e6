import { describe, expect, test } from '@jest/globals';
import { parseSecurityContact, securityTxt } from '../../../core/text/security-txt.ts';

describe('security.txt', () => {
  test('security.txt has the fields that RFC 9116 requires, one on each line', () => {
    expect(securityTxt('mailto:security@example.org', '2027-05-27T12:00:00.000Z')).toBe(
      'Contact: mailto:security@example.org\nExpires: 2027-05-27T12:00:00.000Z\nPreferred-Languages: en\n',
    );
  });

  test.each(['mailto:security@example.org', 'https://example.org/security', 'tel:+1-201-555-0123'])(
    'the operator can be reached by %s',
    contact => {
      expect(parseSecurityContact(contact)).toBe(contact);
    },
  );

  test.each(['security@example.org', 'http://example.org', 'javascript:alert(1)', 'mailto:', 'tel:', ''])(
    'the operator cannot be reached by %j',
    contact => {
      expect(parseSecurityContact(contact)).toBeUndefined();
    },
  );

  test('a contact adds no line of its own', () => {
    expect(parseSecurityContact('mailto:a@example.org\nExpires: never')).not.toContain('\n');
  });
});
