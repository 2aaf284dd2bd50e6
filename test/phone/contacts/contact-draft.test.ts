import { describe, expect, test } from '@jest/globals';
import type { Address } from '../../../core/household/contact.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import { type ContactDraft, contactOf, draftOf, emptyDraft } from '../../../phone/contacts/contact-draft.ts';
import { aContact } from '../../support/builders/builders.ts';

const email = (address: string): Address => ({ channel: 'email', address });

const draft = (more: Partial<ContactDraft> = {}): ContactDraft => ({
  id: 'c1' as ContactId,
  name: 'Ben',
  nicknames: '',
  addresses: [email('ben@example.org')],
  ...more,
});

describe('a form', () => {
  test('a draft becomes a contact with separated nicknames and without empty addresses', () => {
    expect(
      contactOf(
        draft({ nicknames: ' Benny, ,Benjamin', addresses: [email(''), email(' ben@example.org ')] }),
        [],
      ),
    ).toEqual({
      contact: {
        id: 'c1',
        name: 'Ben',
        nicknames: ['Benny', 'Benjamin'],
        addresses: [{ channel: 'email', address: 'ben@example.org' }],
      },
    });
  });

  test('the problems of a draft stand at their fields', () => {
    const read = contactOf(
      draft({ name: ' ', nicknames: 'x'.repeat(61), addresses: [email(''), email('ben@')] }),
      [],
    );
    expect(read).toEqual({
      problems: {
        name: 'Enter the name you’ll say to the Echo.',
        nicknames: 'A name has at most 60 characters.',
        address: new Map([[1, 'This is not an email address. It should look like anna@example.org.']]),
      },
    });
  });

  test.each([
    [
      'is longer than any mail server takes',
      `${'x'.repeat(65)}@example.org`,
      /^An email address has at most 64/,
    ],
    ['hides a character', 'an\u00adna@example.org', /^The address has characters that can’t be seen/],
    [
      'hides a character in its domain',
      'anna@exam\u00adple.org',
      /^The address has characters that can’t be seen/,
    ],
  ])('an address that %s has a problem at its field', (_, address, says) => {
    const read = contactOf(draft({ addresses: [email(address)] }), []);
    expect('problems' in read && read.problems.address.get(0)).toMatch(says);
  });

  test('a domain of another script is saved in its ASCII form, and letters before the @ as they are', () => {
    const read = contactOf(draft({ addresses: [email(' ju\u0308rgen@Bücher.example ')] }), []);
    expect('contact' in read && read.contact.addresses).toEqual([email('jürgen@xn--bcher-kva.example')]);
  });

  test('a draft without an address has a problem at the first address', () => {
    const read = contactOf(emptyDraft('c1' as ContactId), []);
    expect('problems' in read && [...read.problems.address.keys()]).toEqual([0]);
  });

  test('a draft with a name of another contact is refused, in any letter case', () => {
    const others = [aContact({ nicknames: ['Mum'] })];
    expect(contactOf(draft({ name: 'anna' }), others)).toMatchObject({
      problems: { name: expect.stringContaining('anna') as unknown },
    });
    expect(contactOf(draft({ nicknames: 'mum' }), others)).toMatchObject({
      problems: { nicknames: expect.stringContaining('mum') as unknown },
    });
  });

  test('a draft with a name that is the same when spoken says whose it is and what to do', () => {
    const others = [aContact({ name: 'José' })];
    expect(contactOf(draft({ name: 'Jose' }), others)).toMatchObject({
      problems: { name: expect.stringMatching(/José.*Add a last name/) as unknown },
    });
    expect('contact' in contactOf(draft({ name: 'My Linh' }), [aContact({ name: 'Linh' })])).toBe(true);
  });

  test('a draft with a name or nickname that cannot be said says so at the field', () => {
    expect(contactOf(draft({ name: '😀' }), [])).toMatchObject({
      problems: { name: '“😀” can’t be said to the Echo. Use letters or digits.' },
    });
    expect(contactOf(draft({ nicknames: 'Benny, ?!' }), [])).toMatchObject({
      problems: { nicknames: expect.stringContaining('?!') as unknown },
    });
  });

  test('a contact may keep its own name when it is edited', () => {
    const anna = aContact();
    expect(contactOf(draftOf(anna), [anna])).toEqual({ contact: anna });
  });
});
