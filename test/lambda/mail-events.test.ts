import { beforeEach, describe, expect, test } from '@jest/globals';
import { consentOf } from '../../core/household/consent.ts';
import { addressDigest } from '../../core/household/contact.ts';
import { instant } from '../../core/household/instant.ts';
import { parseMailEvent } from '../../lambda/mail-events.ts';
import { noteMailEvent } from '../../services/courier/note-mail-event.ts';
import { aHousehold, type TestHousehold } from '../support/builders/a-household.ts';

const anna = addressDigest({ channel: 'email', address: 'anna@example.org' });
const AT = '2026-11-02T12:30:00.000Z';

let household: TestHousehold;
/** What the phones are notified of. */
let told: string[];
beforeEach(async () => {
  household = await aHousehold();
  told = [];
});

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
        household: [household.household],
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

const noted = async () => {
  const consent = await household.documents.get(household.household, 'consent', 'consent');
  return consentOf(consent, anna);
};
async function happens(event: unknown): Promise<void> {
  const parsed = parseMailEvent(event);
  if (!parsed) throw new Error('The event was not read.');
  const notifyTrouble = async (_household: string, trouble: string) => told.push(trouble) > 0;
  await noteMailEvent({ documents: household.documents, notifier: { notifyTrouble } }, parsed);
}

describe('a mail that SES had taken', () => {
  test('a mail that comes back is kept with the words of the recipient’s server, on one line', async () => {
    await happens(anEvent(bounce()));
    expect(await noted()).toEqual({
      ...anna,
      bounced: { at: instant(Date.parse(AT)), reply: 'smtp; 550 5.1.1 user unknown' },
    });
    expect(told).toEqual(['mail-came-back']);
  });

  test('a mail that comes back without a word is kept with the kind of its bounce', async () => {
    await happens(anEvent(bounce([])));
    expect((await noted())?.bounced?.reply).toBe('Permanent General');
  });

  test('a complaint stops messages to the address', async () => {
    await happens(anEvent(complaint));
    expect((await noted())?.stopped).toEqual({ at: instant(Date.parse(AT)), by: 'complaint' });
    expect(told).toEqual([]);
  });

  test('an event that comes twice, or after another, changes no more than it says', async () => {
    for (const event of [anEvent(complaint), anEvent(bounce()), anEvent(complaint)]) await happens(event);
    expect(await noted()).toMatchObject({ stopped: { by: 'complaint' }, bounced: {} });
  });

  test('an event about a household that was erased leaves nothing behind', async () => {
    await household.documents.forget(household.household);
    await happens(anEvent(complaint));
    expect(await noted()).toBeUndefined();
    await happens(anEvent(bounce()));
    expect([await noted(), told]).toEqual([undefined, []]);
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
