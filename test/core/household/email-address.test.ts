import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { CHANNELS } from '../../../core/household/channel.ts';
import {
  findEmailProblem,
  findSavedEmailProblem,
  needsSmtpUtf8,
} from '../../../core/household/email-address.ts';

describe('an email address that mail servers take', () => {
  test.each([
    'anna@example.org',
    'Anna@Example.ORG',
    'anna+tag@example.org',
    "anna.o'neil!#$%&*/=?^_`{|}~-x@example.org",
    '-@example.org',
    'anna@xn--bcher-kva.example',
    'anna@xn--80ak6aa92e.xn--p1ai',
    'anna@mail.2-go.example',
    '"anna b"@example.org',
    '"a@b"@example.org',
    String.raw`"a\"b\\c"@example.org`,
    'jürgen@xn--bcher-kva.example',
    '用户@example.jp',
    `${'x'.repeat(64)}@example.org`,
    `anna@${'a'.repeat(63)}.org`,
  ])('the email address %s is taken', address => {
    expect(findEmailProblem(address)).toBeUndefined();
  });
});

describe('an email address that is refused', () => {
  test.each([
    ['no @', 'anna'],
    ['nothing before the @', '@example.org'],
    ['nothing behind the @', 'anna@'],
    ['two @', 'a@b@example.org'],
    ['a dot twice', 'a..b@example.org'],
    ['a dot at its beginning', '.a@example.org'],
    ['a dot before the @', 'a.@example.org'],
    ['a space that is not quoted', 'anna b@example.org'],
    ['empty quotes', '""@example.org'],
    ['a quote that does not end', '"anna@example.org'],
    ['a quote beside an atom', 'a"b"@example.org'],
    ['an angle bracket in quotes', '"a>b"@example.org'],
    ['a domain without a dot', 'anna@localhost'],
    ['the number of a machine', 'anna@[192.0.2.1]'],
    ['a bare number as its domain', 'anna@192.0.2.1'],
    ['a hyphen at the beginning of its domain', 'anna@-bad.org'],
    ['a hyphen at the end of a label', 'anna@bad-.org'],
    ['an underscore in its domain', 'anna@exa_mple.org'],
    ['a domain that ends in one letter', 'anna@example.c'],
    ['a dot twice in its domain', 'anna@example..org'],
    ['a dot at the end of its domain', 'anna@example.org.'],
    ['a domain that is not in its ASCII form', 'anna@bücher.example'],
    ['a label of 64 letters', `anna@${'a'.repeat(64)}.org`],
    ['a name beside it', 'Anna <anna@example.org>'],
    ['a second address', 'anna@example.org, ben@example.org'],
  ])('an address with %s is malformed', (_what, address) => {
    expect(findEmailProblem(address)).toBe('email-malformed');
  });

  test.each([
    ['a line break', 'anna@example.org\r\nBcc: eve@example.com'],
    ['a tab in quotes', '"a\tb"@example.org'],
    ['a null', 'an\0na@example.org'],
    ['a right-to-left override', 'ann\u202ea@example.org'],
    ['a soft hyphen in its domain', 'anna@exam\u00adple.org'],
    ['a joiner of no width', 'an\u200dna@example.org'],
    ['a filler', 'an\u3164na@example.org'],
    ['half of a character', 'an\ud83dna@example.org'],
  ])('an address with %s hides characters', (_what, address) => {
    expect(findEmailProblem(address)).toBe('email-hides-characters');
  });

  test.each([
    ['a Cyrillic letter among Latin ones', 'ann\u0430@example.org'],
    ['a Greek letter in its second word', 'anna.\u03bflsen@example.org'],
  ])('an address with %s mixes scripts, and goes on to hold where it was saved before', (_what, address) => {
    expect(findEmailProblem(address)).toBe('email-mixes-scripts');
    expect(findSavedEmailProblem(address)).toBeUndefined();
  });

  test('an address in the letters of one other alphabet is taken', () => {
    expect(findEmailProblem('\u0430\u043d\u043d\u0430@example.org')).toBeUndefined();
  });

  test.each([
    ['65 characters before the @', `${'x'.repeat(65)}@example.org`],
    ['33 letters of two octets before the @', `${'ü'.repeat(33)}@example.org`],
    ['255 characters', `anna@${'a.'.repeat(123)}exam`],
  ])('an address with %s is too long', (_what, address) => {
    expect(findEmailProblem(address)).toBe('email-too-long');
  });

  test('a long text is refused at once', () => {
    const begun = performance.now();
    for (const part of ['a', 'a.', '-', '"', '\\"', 'ü'])
      for (const text of [part.repeat(50_000), `${part.repeat(50_000)}@a`, `a@${part.repeat(50_000)}`])
        expect(findEmailProblem(text)).toBeDefined();
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

test.each([`${'x'.repeat(65)}@example.org`, `anna@${'a'.repeat(64)}.org`, 'anna@bad-.org'])(
  'the address %s, which an earlier version saved, is still read, and refused where it is typed',
  saved => {
    expect(CHANNELS.email.address().parse(saved)).toBe(saved);
    expect(findEmailProblem(saved)).toBeDefined();
  },
);

test('an address is kept without spaces around it, and with its letters composed', () => {
  const address = CHANNELS.email.address();
  expect(address.parse(' ju\u0308rgen@example.org\n')).toBe('jürgen@example.org');
});

test('an address is stored as it was accepted: reading it again changes nothing', () => {
  const address = CHANNELS.email.address();
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' })), text => {
      const read = address.safeParse(text);
      return !read.success || address.parse(read.data) === read.data;
    }),
  );
});

test('no address that is taken can end its line or its path in a mail or in SMTP', () => {
  const parts = fc.constantFrom(...'a."\\@<> \r\n,;:()[]ü\u202e'.split(''), '@example.org');
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), some => {
      const text = some.join('');
      return findEmailProblem(text) !== undefined || !/[\r\n<>]/.test(text);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['jürgen@example.org', true],
  ['anna@xn--bcher-kva.example', false],
  ['"anna b"@example.org', false],
])('the address %s needs SMTPUTF8: %s', (address, needs) => expect(needsSmtpUtf8(address)).toBe(needs));
