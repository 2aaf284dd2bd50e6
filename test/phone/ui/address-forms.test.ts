import { describe, expect, test } from '@jest/globals';
import { asciiForm, readableForm } from '../../../phone/ui/address-forms.ts';

describe('the address of a contact', () => {
  test.each([
    ['anna@xn--mnchen-3ya.de', 'anna@münchen.de'],
    ['Anna@XN--MNCHEN-3YA.de', 'anna@münchen.de'],
    ['anna@mail.xn--pple-43d.com', 'anna@mail.\u0430pple.com'],
  ])('the address %s reads as %s', (address, readable) => {
    expect(readableForm(address)).toBe(readable);
  });

  test.each([
    ['of usual letters', 'anna@example.org'],
    ['with what looks like an encoded name before the @', 'xn--mnchen-3ya@example.org'],
    ['that cannot be decoded', 'anna@xn--99999999.de'],
    ['that would turn the direction', 'anna@xn--abc-6q0a.de'],
    ['that would hide a character', 'anna@xn--anna-w76a.de'],
    ['that reads as a domain of usual letters', 'anna@xn--example-.org'],
    ['that reads as another domain', 'anna@xn--a-5o0i.ru'],
  ])('an address %s has no other form', (_, address) => {
    expect(readableForm(address)).toBeUndefined();
  });

  test.each([
    ['anna@münchen.de', 'anna@xn--mnchen-3ya.de'],
    ['anna@Ｅxample.org', 'anna@example.org'],
    ['anna@\u0430pple.com', 'anna@xn--pple-43d.com'],
    ['anna@example.org', 'anna@example.org'],
    ['Anna@Example.ORG', 'Anna@example.org'],
    ['anna@[192.0.2.1]', 'anna@[192.0.2.1]'],
    ['anna@münchen.de/evil.org', 'anna@münchen.de/evil.org'],
    ['anna@mün chen.de', 'anna@mün chen.de'],
    ['anna@exam\u00adple.org', 'anna@exam\u00adple.org'],
    ['anna@exam\u202eple.org', 'anna@exam\u202eple.org'],
    ['jürgen@bücher.example', 'jürgen@xn--bcher-kva.example'],
    ['münchen.de', 'münchen.de'],
  ])('an owner who types %s saves %s', (typed, saved) => {
    expect(asciiForm(typed)).toBe(saved);
  });
});
