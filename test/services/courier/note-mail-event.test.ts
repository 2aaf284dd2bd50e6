import { beforeEach, describe, expect, test } from '@jest/globals';
import { consentOf } from '../../../core/household/consent.ts';
import { addressDigest } from '../../../core/household/contact.ts';
import { noteMailEvent } from '../../../services/courier/note-mail-event.ts';
import { aHousehold, type TestHousehold } from '../../support/builders/a-household.ts';
import { noon } from '../../support/builders/builders.ts';

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

async function notes(event: typeof bounce | typeof complaint) {
  const { documents, household } = home;
  const notifyTrouble = async (_: string, trouble: string) => troubles.push(trouble) > 0;
  await noteMailEvent(
    { documents, notifier: { notifyTrouble } },
    { household, address: anna, at: noon, ...event },
  );
  return consentOf(await documents.get(household, 'consent', 'consent'), anna);
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

  test('a report that comes twice, or after another, changes no more than it says', async () => {
    await notes(complaint);
    await notes(bounce);
    expect(await notes(complaint)).toMatchObject({ stopped: { by: 'complaint' }, bounced: {} });
  });

  test.each([bounce, complaint])('a report of a $what brings no erased household back', async event => {
    await home.documents.forget(home.household);
    expect(await notes(event)).toBeUndefined();
    expect(troubles).toEqual([]);
  });
});
