import { describe, expect, test } from '@jest/globals';
import { addressDigest } from '../../core/household/contact.ts';
import { instant } from '../../core/household/instant.ts';
import { parseMailEvent } from '../../lambda/mail-events.ts';
import { aHouseholdId } from '../support/builders/builders.ts';

const anna = addressDigest({ channel: 'email', address: 'anna@example.org' });
const AT = '2026-11-02T12:30:00.000Z';

const household = aHouseholdId();

/** An event as EventBridge hands it over, with what SES sends of a mail beside what is read. */
const anEvent = (detail: object, tags: object = {}) => ({
  version: '0',
  source: 'aws.ses',
  'detail-type': 'Email Bounced',
  account: '123456789012',
  detail: {
    mail: {
      timestamp: AT,
      source: 'home@example.net',
      messageId: 'EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000',
      destination: ['anna@example.org'],
      tags: {
        'ses:configuration-set': ['mails'],
        household: [household],
        address: [anna.digest],
        ...tags,
      },
    },
    ...detail,
  },
});
const bounce = (recipients: object[] = [{ diagnosticCode: 'smtp; 550 5.1.1\r\n user unknown' }]) => ({
  eventType: 'Bounce',
  bounce: {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    timestamp: AT,
    feedbackId: 'x',
    bouncedRecipients: recipients.map(one => ({ emailAddress: 'anna@example.org', ...one })),
  },
});
const complaint = {
  eventType: 'Complaint',
  complaint: { timestamp: AT, feedbackId: 'x', complainedRecipients: [{ emailAddress: 'anna@example.org' }] },
};

const about = { household, address: anna, at: instant(Date.parse(AT)) };

describe('a mail that SES had taken', () => {
  test('a mail that comes back is read with the words of the recipient’s server, on one line', () => {
    const reply = 'smtp; 550 5.1.1 user unknown';
    expect(parseMailEvent(anEvent(bounce()))).toEqual({ ...about, what: 'bounce', reply });
  });

  test('a mail that comes back without a word is read with the kind of its bounce', () => {
    expect(parseMailEvent(anEvent(bounce([])))).toEqual({
      ...about,
      what: 'bounce',
      reply: 'Permanent General',
    });
  });

  test('a complaint is read', () => {
    expect(parseMailEvent(anEvent(complaint))).toEqual({ ...about, what: 'complaint' });
  });
});

describe('an event that is not about a mail of ours', () => {
  test.each<[string, () => unknown]>([
    ['of another source', () => ({ ...anEvent(bounce()), source: 'aws.s3' })],
    ['of another kind', () => anEvent({ eventType: 'Open', open: {} })],
    ['without tags', () => anEvent(bounce(), { household: undefined })],
    ['with a malformed household', () => anEvent(bounce(), { household: ['../x'] })],
    ['with a malformed address', () => anEvent(bounce(), { address: ['anna@example.org'] })],
    ['with two households', () => anEvent(bounce(), { household: ['a', 'b'] })],
    ['that is a batch', () => ({ Records: [] })],
    ['that is nothing', () => null],
  ])('an event %s is not read', (_what, event) => {
    expect(parseMailEvent(event())).toBeUndefined();
  });
});
