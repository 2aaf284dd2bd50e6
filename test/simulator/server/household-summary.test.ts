import { describe, expect, test } from '@jest/globals';
import { summarizeHousehold } from '../../../simulator/server/household-summary.ts';
import { type MessageId, timeId } from '../../../core/household/ids.ts';
import { after, hours, type Instant, minutes } from '../../../core/household/instant.ts';
import { aHousehold, type TestHousehold } from '../../support/builders/a-household.ts';
import {
  aDeliveredMessage,
  aHeldMessage,
  anchor,
  anExpiredMessage,
  aRenderingMessage,
  aStory,
  noon,
  otherAnchor,
} from '../../support/builders/builders.ts';

const stateOf = (
  { documents, household, clock }: TestHousehold,
  more: Partial<Parameters<typeof summarizeHousehold>[0]> = {},
) =>
  summarizeHousehold({
    documents,
    household,
    anchor,
    clock: clock.now,
    offer: async () => undefined,
    settings: {},
    ...more,
  });

const idAt = (at: Instant, seed = 'a') => timeId(at, seed) as MessageId;

describe('how the household stands', () => {
  test('the summary of a household names its phones and counts its contacts, from the trust list', async () => {
    expect(await stateOf(await aHousehold())).toMatchObject({ phones: ['Ben’s phone'], contacts: 1 });
  });

  test('a trust list that another anchor key sealed counts as no phones', async () => {
    expect(await stateOf(await aHousehold(), { anchor: otherAnchor })).toMatchObject({
      phones: [],
      contacts: 0,
    });
  });

  test('the summary of a household counts a message that waits for an answer, and no more once its time is over', async () => {
    const home = await aHousehold();
    await home.documents.put(aHeldMessage({ id: idAt(noon) }), 0);
    await home.documents.put(aRenderingMessage({ id: idAt(noon, 'b') }), 0);
    await home.documents.put({ ...anExpiredMessage(), id: idAt(noon, 'c') }, 0);
    expect(await stateOf(home)).toMatchObject({ waiting: 2 });
    home.clock.pass(hours(2));
    expect(await stateOf(home)).toMatchObject({ waiting: 0 });
  });

  test('the summary of a household counts what was sent and stopped since midnight, and not the day before', async () => {
    const home = await aHousehold();
    const yesterday = after(noon, -hours(24));
    await home.documents.put({ ...aDeliveredMessage(), id: idAt(yesterday), endedAt: noon }, 0);
    await home.documents.put(
      { ...aDeliveredMessage(), id: idAt(yesterday, 'b'), endedAt: after(yesterday, minutes(1)) },
      0,
    );
    for (const at of [noon, yesterday])
      await home.documents.put(
        {
          kind: 'stopped',
          household: home.household,
          id: idAt(at) as never,
          version: 0,
          at,
          room: { id: 'r' as never, name: 'Kitchen' },
          why: 'unlikely',
          story: aStory(),
        },
        0,
      );
    expect(await stateOf(home)).toMatchObject({ today: { sent: 1, stopped: 1 } });
  });

  test('the mail server is named by its host alone, without user and password', async () => {
    const settings = { smtpUrl: 'smtps://user:secret@mail.example.org:465' };
    expect((await stateOf(await aHousehold(), { settings })).mail).toEqual({
      to: 'server',
      host: 'mail.example.org',
    });
  });

  test.each([
    [{}, { missing: ['PUBLIC_URL', 'ALEXA_SKILL_ID'] }],
    [{ publicUrl: 'http://home.example.org', skillId: 'amzn1.ask.skill.x' }, { missing: ['PUBLIC_URL'] }],
    [{ publicUrl: 'https://home.example.org' }, { missing: ['ALEXA_SKILL_ID'] }],
    [
      { publicUrl: 'https://home.example.org', skillId: 'amzn1.ask.skill.x' },
      { at: 'https://home.example.org/alexa' },
    ],
  ])(
    'the summary of a household with the settings %j says whether real Echos find it: %j',
    async (settings, echos) => {
      expect((await stateOf(await aHousehold(), { settings })).echos).toEqual(echos);
    },
  );
});
