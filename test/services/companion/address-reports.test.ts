import { beforeEach, expect, test } from '@jest/globals';
import { noteBounce, noteSent, stopMessages } from '../../../core/household/consent.ts';
import { addressDigest } from '../../../core/household/contact.ts';
import { changeConsent } from '../../../services/storage/change-consent.ts';
import { aHousehold, type TestHousehold } from '../../support/builders/a-household.ts';
import { aCompanion } from '../../support/builders/a-companion.ts';
import { noon } from '../../support/builders/builders.ts';

const [anna, ben, tom] = ['anna@example.org', 'ben@example.org', 'tom@example.org'].map(address =>
  addressDigest({ channel: 'email', address }),
) as [ReturnType<typeof addressDigest>, ReturnType<typeof addressDigest>, ReturnType<typeof addressDigest>];

let household: TestHousehold;
beforeEach(async () => {
  household = await aHousehold();
});

test('a household that has sent nothing has no reports of addresses', async () => {
  expect((await aCompanion(household).call('GET', '/address-reports')).body).toEqual({ reports: [] });
});

test('the phone reads which addresses were stopped or sent a mail back, and not which only got one', async () => {
  const at = noon;
  await changeConsent(household.documents, household.household, before => {
    const sent = [anna, ben, tom].reduce(noteSent, before);
    const stopped = stopMessages(sent, anna, { at, by: 'page' });
    return noteBounce(stopped, ben, { at, reply: '550 no such user' });
  });
  expect((await aCompanion(household).call('GET', '/address-reports')).body).toEqual({
    reports: [
      { ...anna, stopped: { at, by: 'page' } },
      { ...ben, bounced: { at, reply: '550 no such user' } },
    ],
  });
});
