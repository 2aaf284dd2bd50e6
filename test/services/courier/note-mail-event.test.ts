import { beforeEach, describe, expect, test } from '@jest/globals';
import { consentOf } from '../../../core/household/consent.ts';
import { addressDigest } from '../../../core/household/contact.ts';
import { type MailEvent, noteMailEvent } from '../../../services/courier/note-mail-event.ts';
import { aHousehold, type TestHousehold } from '../../support/builders/a-household.ts';
import { aHouseholdId, noon } from '../../support/builders/builders.ts';

const anna = addressDigest({ channel: 'email', address: 'anna@example.org' });
const bounce = { what: 'bounce', reply: '550 user unknown' } as const;
const complaint = { what: 'complaint' } as const;

let home: TestHousehold;
/** What the phones are notified of. */
let troubles: string[];
beforeEach(async () => {
  home = await aHousehold();
  troubles = [];
});

async function notes(
  event: typeof bounce | typeof complaint,
  household: MailEvent['household'] = home.household,
) {
  const notifyTrouble = async (_: string, trouble: string) => troubles.push(trouble) > 0;
  const parts = { documents: home.documents, notifier: { notifyTrouble } };
  await noteMailEvent(parts, { household, address: anna, at: noon, ...event });
  return consentOf(await home.documents.get(household, 'consent', 'consent'), anna);
}

describe('what a mail service reports later', () => {
  test('a mail that came back is kept with the words of the server, and phones are notified', async () => {
    expect(await notes(bounce)).toEqual({ ...anna, bounced: { at: noon, reply: bounce.reply } });
    expect(troubles).toEqual(['mail-came-back']);
  });

  test('a complaint stops messages to the address, and no phone is notified', async () => {
    expect(await notes(complaint)).toEqual({ ...anna, stopped: { at: noon, by: 'complaint' } });
    expect(troubles).toEqual([]);
  });

  test.each([bounce, complaint])('a report of a $what brings no erased household back', async event => {
    expect(await notes(event, aHouseholdId('erased'))).toBeUndefined();
    expect(troubles).toEqual([]);
  });
});
